enum PlaceholderAuraCrypto {}
