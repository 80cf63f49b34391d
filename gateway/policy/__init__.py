"""policy.yaml: what the gateway decides, as data that an IG lead can read and change."""
