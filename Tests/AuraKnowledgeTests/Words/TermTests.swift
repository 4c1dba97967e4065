import AuraCore
import AuraKnowledge
import Testing

@Suite struct TermTests {
    private func terms(_ text: String, _ language: String = "und") -> [String] {
        TermMaker.terms(of: text, language: language).map(\.text)
    }

    @Test(arguments: [
        ("Hello, WORLD! 42 times.", ["hello", "world", "42", "times"]),
        ("1,000.50 EUR and 3.5; 1.", ["100050", "eur", "and", "35", "1"]),
        ("v2.0a p53", ["v20a", "p53"]),
        ("It's the customer's l'eau d'Orsay O'Neill", ["it", "the", "customer", "eau", "orsay", "neill"]),
        ("rock’n’roll", ["rock", "roll"]),
        ("e-mail Wi‑Fi 9-18 well-known", ["e", "mail", "email", "wi", "fi", "wifi", "9", "18", "well", "known"]),
        ("snake_case a/b", ["snake", "case", "a", "b"]),
        ("Straße STRASSE ẞ", ["strasse", "strasse", "ss"]),
        ("ＦＵＬＬ　ｗｉｄｔｈ １２", ["full", "width", "12"]),
        ("٩٠ يوم ९० दिन", ["90", "يوم", "90", "दिन"]),
        ("soft\u{AD}hyphen zero\u{200B}width", ["softhyphen", "zero", "width"]),
        ("ΛΌΓΟΣ λόγος", ["λόγοσ", "λόγοσ"]),
        ("İstanbul ISTANBUL", ["istanbul", "istanbul"]),
        ("😀 — … ()", []),
    ])
    func `words are cut and folded by Unicode rules`(text: String, words: [String]) {
        #expect(terms(text) == words)
    }

    @Test(arguments: [
        ("हिन्दी में किताबें", ["हिन्दी", "में", "किताबें"]), ("مُدَرِّسٌ ومـــدرس", ["مدرس", "ومدرس"]), ("שָׁלוֹם", ["שלום"]),
    ])
    func `combining marks stay with their letters, vowel points and strokes are left out`(
        text: String, words: [String]
    ) {
        #expect(terms(text) == words)
    }

    @Test(arguments: ["é", "ü", "ệ", "ñ", "й", "ή", "أ"])
    func `composed and decomposed letters are one`(letter: String) {
        let decomposed = decompositions[letter] ?? ""
        #expect(!decomposed.unicodeScalars.elementsEqual(letter.unicodeScalars))
        #expect(
            terms("a" + letter + "b").map { Array($0.utf8) } == terms("a" + decomposed + "b").map { Array($0.utf8) })
    }

    private let decompositions = [
        "é": "e\u{301}", "ü": "u\u{308}", "ệ": "e\u{323}\u{302}", "ñ": "n\u{303}", "й": "и\u{306}", "ή": "η\u{301}",
        "أ": "ا\u{654}",
    ]

    @Test(arguments: [
        ("退货政策", ["退货", "货政", "政策"]), ("日本語です。", ["日本", "本語", "語で", "です"]), ("中 A 文", ["中", "a", "文"]),
        ("カード", ["カー", "ード"]), ("ปิดร้าน", ["ปิด", "ดร้", "ร้า", "าน"]), ("환불 정책", ["환불", "정책"]),
        ("𠮷野家", ["𠮷野", "野家"]),
    ])
    func `scripts without spaces are cut into pairs`(text: String, pairs: [String]) {
        #expect(terms(text) == pairs)
    }

    @Test(arguments: [
        ("en", "returned", "returning"), ("de", "Rückgabe", "Rückgaben"), ("fr", "remboursement", "remboursements"),
        ("es", "devoluciones", "devolución"), ("it", "spedizione", "spedizioni"), ("pt", "devoluções", "devolução"),
        ("nl", "bestellingen", "bestelling"), ("sv", "betalningar", "betalning"), ("da", "betalinger", "betaling"),
        ("no", "betalinger", "betaling"), ("nb", "betalinger", "betaling"), ("fi", "talossa", "talosta"),
        ("hu", "házak", "házakat"), ("ro", "comenzile", "comenzilor"), ("ru", "возврата", "возвраты"),
        ("tr", "kitaplar", "kitapları"), ("ar", "المنتجات", "المنتج"), ("hi", "किताबें", "किताबों"),
        ("ca", "devolucions", "devolució"), ("el", "επιστροφές", "επιστροφή"), ("hy", "քաղաքներ", "քաղաքների"),
        ("eu", "mendiak", "mendian"), ("id", "makanan", "makan"), ("ga", "bhád", "bád"),
        ("lt", "namas", "namo"), ("ne", "किताबहरू", "किताबहरूको"), ("sr", "књиге", "књига"),
        ("ta", "புத்தகங்கள்", "புத்தகங்களை"), ("yi", "קינדער", "קינד"),
    ])
    func `every language of libstemmer is stemmed`(language: String, one: String, other: String) {
        #expect(terms(one, language) == terms(other, language))
        #expect(terms(one, language).count == 1)
    }

    @Test(arguments: [("kept", "keep"), ("sold", "sell"), ("children", "child"), ("paid", "pays")])
    func `irregular English words meet their plain form`(form: String, plain: String) {
        #expect(terms(form, "en") == terms(plain, "en"))
        #expect(terms(form, "de") != terms(plain, "de"))
    }

    @Test func `a stem is compared without Latin accents`() {
        #expect(terms("envío gratuito", "es") == terms("envio gratuito", "es"))
        #expect(terms("été", "fr") == ["ete"])
        #expect(terms("йод", "ru") != terms("иод", "ru"))
    }

    @Test(arguments: ["porter", "english", "xx", "", "en-GB", "🙂"])
    func `a language without a stemmer leaves words as they are`(language: String) {
        #expect(terms("returned", language) == ["returned"])
    }

    @Test func `a word without end is cut`() {
        #expect(terms(String(repeating: "a", count: 5_000)).map(\.utf8.count) == [64])
    }
}
