"""The sample organisation: invented people, partners and mail, to see in a minute what the gateway is for."""
