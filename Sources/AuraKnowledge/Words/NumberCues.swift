/// The words that ask for a length of time, an amount or a moment, whose answer has a number in it.
enum NumberCues {
    /// By ISO 639-1; folded and without Latin accents. In Chinese, Japanese and Thai they stand anywhere in the question,
    /// elsewhere they are whole words.
    static let byLanguage: [String: [String]] = [
        "ar": ["بكم", "كم", "متى"],
        "cs": ["jak dlouho", "kdy", "kolik"],
        "da": ["hvor længe", "hvor mange", "hvor meget", "hvornar"],
        "de": [
            "nummer", "um wie viel uhr", "wann", "was kosten", "was kostet", "wie hoch", "wie lang", "wie lange",
            "wie oft",
            "wie schnell", "wie teuer", "wie viel", "wie viele", "wieviel", "wieviele",
        ],
        "el": ["πόσα", "πόσες", "πόση", "πόσο", "πόσοι", "πότε"],
        "en": [
            "how early", "how expensive", "how far", "how fast", "how large", "how late", "how long", "how many",
            "how much", "how often", "how old", "how quickly", "how soon", "number", "what time", "when", "which day",
        ],
        "es": ["a que hora", "cuando", "cuanta", "cuantas", "cuanto", "cuantos", "numero"],
        "fi": ["kuinka kauan", "kuinka monta", "kuinka paljon", "mihin aikaan", "milloin", "paljonko"],
        "fr": ["a quelle heure", "combien", "numero", "quand", "quel delai", "quel montant", "quel prix"],
        "hi": ["कब", "कितना", "कितनी", "कितने"],
        "hu": ["hany", "meddig", "mennyi", "mikor"],
        "id": ["berapa", "kapan"],
        "it": ["a che ora", "numero", "quando", "quanta", "quante", "quanti", "quanto"],
        "ja": ["いくつ", "いくら", "いつ", "どのくらい", "どれくらい", "何円", "何回", "何年", "何日", "何時"],
        "nl": ["hoe laat", "hoe lang", "hoe vaak", "hoelang", "hoeveel", "nummer", "wanneer"],
        "no": ["hvor lang tid", "hvor lenge", "hvor mange", "hvor mye", "nar"],
        "pl": ["ile", "jak dlugo", "kiedy", "o ktorej"],
        "pt": ["a que horas", "numero", "quando", "quanta", "quantas", "quanto", "quantos"],
        "ro": ["cand", "cat", "cate", "cati"],
        "ru": ["как долго", "когда", "сколько"],
        "sv": ["hur lange", "hur manga", "hur mycket", "nar"],
        "th": ["กี่", "เท่าไร", "เท่าไหร่", "เมื่อไร", "เมื่อไหร่", "แค่ไหน"],
        "tr": ["kac", "ne kadar", "ne zaman"],
        "uk": ["коли", "скільки", "як довго"],
        "zh": ["何时", "几", "多久", "多少", "多长", "什么时候"],
    ]
}
