# syntax=docker/dockerfile:1
FROM python:3.12-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE NOTICE ./
RUN python -m venv /opt/gateway \
    && /opt/gateway/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY gateway gateway
COPY redaction redaction
COPY config config
RUN /opt/gateway/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim-bookworm
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libmagic1 tesseract-ocr tesseract-ocr-eng bubblewrap \
        libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation libheif1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10025 --home-dir /var/lib/sharing-gateway --create-home gateway
COPY --from=build /opt/gateway /opt/gateway
COPY config /usr/share/sharing-gateway/config
ENV PATH=/opt/gateway/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# State, keys and configuration are mounted; the rest of the file system can be read-only (docker run --read-only).
VOLUME ["/etc/sharing-gateway", "/var/lib/sharing-gateway"]
WORKDIR /var/lib/sharing-gateway
USER 10025
EXPOSE 2525 2587 8443
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s \
    CMD ["gateway", "check", "--live", "--config", "/etc/sharing-gateway"]
ENTRYPOINT ["gateway"]
CMD ["run", "--config", "/etc/sharing-gateway"]
