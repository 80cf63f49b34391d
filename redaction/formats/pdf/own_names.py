"""Names of several words that PDF and the programs that write it use themselves: they are nobody's."""

from typing import Final

OWN_NAMES: Final = frozenset(
    "/" + name
    for name in """
    AbsoluteColorimetric AcroForm ActualText AllOff AllPages AlternateImages AlternatePresentations AntiAlias
    AnyOff ArtBox AuthEvent AutoWidth AverageWidth AvgWidth BaseEncoding BaseFont BaseFontSize BaseState
    BaseVersion BaselineShift BibEntry BitsPerComponent BitsPerCoordinate BitsPerFlag BitsPerSample
    BlackGeneration BlackPoint BleedBox BlockAlign BlockQuote BorderColor BorderStyle BorderThickness
    BoxColorInfo ByteRange CalGray CapHeight CaretAnnotation CenterWindow CharProcs CharSet CheckSum
    CitationName ClassMap ColSpan CollectionField CollectionItem CollectionSchema CollectionSort ColorBurn
    ColorDodge ColorSpace ColorTransform ColumnCount ColumnGap ColumnWidths CommandSettings CommentAnchor
    ContactInfo ContainerVersion ContentSet CreationDate CreatorInfo CreatorVersion CropBox CryptFilter
    CryptFilterDecodeParms CyclicFont DamagedRowsBeforeError DecodeParms DescendantFonts DestOutputProfile
    DeviceColorant DeviceGray DialogSheet DidPrint DidSave DirIso DirNonIso DisplayDocTitle DocOpen
    DocSettings DocTimeStamp DocumentFragment DropCap EarlyChange EmbeddedFile EmbeddedFiles EncodedByteAlign
    EncryptMetadata EndIndent EndNote ExportState ExtensionLevel FieldColor FileAttachment FileName FileSpec
    FirstChar FirstPage FitWindow FlateDecode FontDescriptor FontFamily FontFile FontFile2 FontFile3
    FontMatrix FontMode FontName FontStretch FontWeight FormType FormXob FreeText FreeTextTypeWriter
    FreeTextTypewriter FullName FullSave FullScreen FunctionType GlobalsStream GlyphCount
    GlyphOrientationVertical HalfTone HalftoneName HalftoneType HardLight HideInf HideMenubar HideToolbar
    HideWindowUI HighlightNote IdentityFilter ImageMask ImageSet ImportData IndexMap InkHighlight InkList
    InlineAlign InlineShape InnerFrm InnerFrmNonIso InnerGroup ItalicAngle JavaScript LastChar LastModified
    LastPage LetterspaceFlags LineArrow LineDimension LineHeight LinkAnnotation ListMode ListNumbering
    MacExpertEncoding MacRomanEncoding MarkInfo MarkedContent MarkedContentReference MaxLen MaxLength MaxWidth
    MeasureRect MediaBox MediaClip MediaCriteria MediaRendition MinWindowSize MissingWidth ModDate NameTree
    NavNode NavigationPane NeedAppearances NeedsRendering NestIso NestIsoNonIso NestNonIso NestNonIsoNonIso
    NewWindow NextPage NonStruct NormalParagraphStyle NumBlock NumberTree NumberofPages ObjRef ObjStm
    OneByteIdentityH OneColumn OpenAction OpenActions OpenType OriginalDocumentID OuterGroup OutputBin
    OutputCondition OutputConditionIdentifier OutputIntent OutputIntents PageDirection PageElement
    PageItemUIDToLocationDataMap PageLabel PageLabels PageLayout PageMode PagePiece PageProcessColors
    PageReady PageSet PageTransformationMatrixList PageWidthList PaintType ParentTree ParentTreeNextKey
    PassThrough PatternType PerceptualIntent PieceInfo PlayParameters PolyLine PolyLineDimension PolygonCloud
    PolygonDimension PreRelease PrevPage PrintScaling PrintState PrinterMark ProcSet ProcSets PropertyList
    PubSec QuadPoints RegistryName RelativeColorimetric ResFork ResName ResetForm ReversedChars RichMedia
    RichMediaContent RichMediaSettings RichText RoleMap RoleMapNS RoundtripStreamType RoundtripVersion RowSpan
    RubyAlign RubyPosition RunLengthDecode SelectorRendition SeparationColorNames SeparationInfo ShadingType
    SigFieldLock SigFlags SigRef SinglePage SlideShow SoftLight SoftwareIdentifier SourceInfo SourceModified
    SpaceAfter SpaceBefore SpiderInfo SpotFunction StampAnnotation StandardEncoding StartIndent StateModel
    StreamHash StrikeOut StructElem StructParent StructParents StructTreeRoot SubFilter SubType SubmitForm
    SubmitStandalone SymbolEncoding TableHeader TextAlign TextBox TextDecorationColor TextDecorationThickness
    TextDecorationType TextIndent ThumbImage TilingType TransferFunction TransformMethod TransformParams
    TrapNet TrapRegions TrapStyles TrimBox TrueType TrustedMode TwoColumnLeft TwoColumnRight TwoPageLeft
    TwoPageRight UndercolorRemoval UseAttachments UseNone UseOutlines UseThumbs UserName UserProperties
    UserUnit VerticesPerRow ViewPort ViewState ViewerPreferences VisiblePages WebCapture WhitePoint WillClose
    WillPrint WillSave WinAnsiEncoding WinCharSet WritingMode ZapfDingbats
""".split()  # noqa: SIM905 - two hundred words read better without their quotes
)
"""With their slash (ISO 32000-2, annex A and throughout, and what is seen in files of common programs)."""
