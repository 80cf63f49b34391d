"""Places where formats keep text or bytes, by format: each plants one value in one of them, by chance."""
