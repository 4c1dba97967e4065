enum PlaceholderAuraKnowledge {}
