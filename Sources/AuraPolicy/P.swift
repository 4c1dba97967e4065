enum PlaceholderAuraPolicy {}
