"""The register's people, packed for look-up: a sealed file that processes share, and what changed since."""
