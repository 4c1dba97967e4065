import AuraCore
import AuraKnowledge
import Testing

/// Questions to small documents: the first quotation must be the sentence that answers.
@Suite struct AnswerTests {
    private func ask(_ pages: [String], _ question: String) throws -> Quotations.Choice {
        let shelf = Shelf()
        for page in pages {
            let document = try DocumentReader.read(
                Array(page.utf8), mediaType: .markdown, title: nil, language: nil)
            try expectExact(document)
            shelf.add(document)
        }
        return shelf.ask(question)
    }

    private func expect(_ pages: [String], _ question: String, _ answer: String) throws {
        let choice = try ask(pages, question)
        #expect(choice.isGrounded)
        #expect(choice.quotations.first?.text.contains(answer) == true, "\(choice.quotations.map(\.text))")
    }

    @Test(arguments: [
        ("How long do you keep my chats?", "kept for 90 days"),
        ("How long are conversation logs stored?", "kept for 90 days"),
        ("How long are invoices kept?", "7 years"),
        ("What happens to my data when I close my account?", "within 30 days of the closure"),
        ("Do you sell my data?", "not sell your data"),
        ("Can your staff read my LLM key?", "staff cannot read"),
        ("Which cookies do you use?", "session cookies"),
        ("How can I get a refund?", "refund"),
        ("How long do I have to return an item?", "within 30 days of delivery"),
        ("When do I get my money back?", "within 5 working days"),
        ("Can I return opened software?", "Opened software"),
        ("Are sale items refunded?", "Sale items"),
        ("How much is shipping to Austria?", "Standard: 8.90 EUR"),
        ("When is shipping free?", "orders over 50 euros"),
        ("How can I track my parcel?", "parcel"),
        ("When are you open on Saturday?", "Saturday: 10 am to 4 pm"),
        ("Are you open on Sundays?", "closed"),
        ("When does the shop open on Monday?", "Monday to Friday: 9 am to 7 pm"),
        ("What is your phone number?", "+49 30 555 0123"),
        ("Is there parking?", "parking spaces"),
    ])
    func `an English question finds its sentence`(question: String, answer: String) throws {
        try expect(SamplePages.english, question, answer)
    }

    @Test(arguments: [
        "What is the capital of France?", "Do you sell gift cards?", "Who is the president of the United States?",
        "How tall is Mount Everest?", "Do you offer student discounts?", "What is the weather like in Berlin today?",
        "Can you write me a poem about cats?", "Do you accept Bitcoin?", "How do I reset my password?",
        "Tell me a joke.",
        "Who founded your company?", "Can I book a hotel room?", "When was the French Revolution?",
        "Hello, how are you?", "Do you have a shop in Munich?", "?", "",
    ])
    func `an English question the pages do not answer is not grounded`(question: String) throws {
        let choice = try ask(SamplePages.english, question)
        #expect(!choice.isGrounded && choice.quotations.isEmpty, "\(choice.coverage)")
    }

    @Test(arguments: [
        (SamplePages.german, "Wie lange kann ich einen Artikel zurückgeben?", "30 Tagen"),
        (SamplePages.german, "Wann bekomme ich mein Geld zurück?", "5 Werktagen"),
        (SamplePages.german, "Wie hoch sind die Versandkosten nach Österreich?", "8,90 Euro"),
        (SamplePages.german, "Wann habt ihr samstags geöffnet?", "10 bis 16 Uhr"),
        (SamplePages.french, "Combien coûte l'envoi en Belgique ?", "8,90 euros"),
        (SamplePages.french, "Combien de temps gardez-vous mes conversations ?", "90 jours"),
        (SamplePages.french, "Êtes-vous ouverts le dimanche ?", "fermé"),
        (SamplePages.spanish, "¿Cuánto tiempo tengo para devolver un artículo?", "30 días"),
        (SamplePages.spanish, "cuanto cuesta el envio a portugal", "8,90 euros"),
        (SamplePages.spanish, "¿A qué hora abren los sábados?", "10 a 16 horas"),
        (SamplePages.arabic, "كم يوماً لدي لإرجاع المنتج؟", "30 يوماً"),
        (SamplePages.arabic, "كم تكلفة الشحن داخل مصر؟", "49"),
        (SamplePages.arabic, "هل المتجر مفتوح يوم الجمعة؟", "الجمعة"), (SamplePages.chinese, "你们保存我的聊天记录多久？", "90天"),
        (SamplePages.chinese, "订单满多少免运费？", "200元"), (SamplePages.chinese, "软件可以退货吗？", "软件"),
        (SamplePages.chinese, "周六几点开门？", "周六10点"),
        (SamplePages.hindi, "मैं कितने दिनों में वस्तु लौटा सकता हूँ?", "30 दिनों"), (SamplePages.hindi, "शिपिंग का शुल्क कितना है?", "49 रुपये"),
        (SamplePages.thai, "คืนสินค้าได้ภายในกี่วัน", "30 วัน"), (SamplePages.thai, "ค่าจัดส่งเท่าไร", "49 บาท"),
        (SamplePages.japanese, "返品は何日以内にできますか？", "30日以内"), (SamplePages.japanese, "荷物を追跡するには？", "追跡番号"),
    ])
    func `a question in another language finds its sentence`(pages: [String], question: String, answer: String) throws {
        try expect(pages, question, answer)
    }

    @Test(arguments: [
        (SamplePages.german, "Was ist die Hauptstadt von Frankreich?"),
        (SamplePages.german, "Verkauft ihr Geschenkgutscheine?"),
        (SamplePages.french, "Quelle est la capitale de l'Allemagne ?"),
        (SamplePages.french, "Vendez-vous des cartes cadeaux ?"),
        (SamplePages.spanish, "¿Cuál es la capital de Francia?"),
        (SamplePages.spanish, "¿Tienen descuentos para estudiantes?"),
        (SamplePages.arabic, "ما هي عاصمة فرنسا؟"), (SamplePages.arabic, "هل تبيعون بطاقات الهدايا؟"),
        (SamplePages.chinese, "法国的首都是哪里？"), (SamplePages.chinese, "你们卖礼品卡吗？"),
        (SamplePages.hindi, "फ्रांस की राजधानी क्या है?"), (SamplePages.hindi, "भारत के प्रधानमंत्री कौन हैं?"),
        (SamplePages.thai, "เมืองหลวงของฝรั่งเศสคืออะไร"), (SamplePages.thai, "คุณขายบัตรของขวัญไหม"),
        (SamplePages.japanese, "フランスの首都はどこですか？"), (SamplePages.japanese, "日本の総理大臣は誰ですか？"),
    ])
    func `a question in another language without an answer is not grounded`(pages: [String], question: String) throws {
        #expect(try !ask(pages, question).isGrounded)
    }

    @Test func `documents in several languages answer each in its own`() throws {
        let pages = SamplePages.english + SamplePages.german + SamplePages.arabic
        try expect(pages, "When do I get my money back?", "within 5 working days")
        try expect(pages, "Wann bekomme ich mein Geld zurück?", "5 Werktagen")
        try expect(pages, "كم تكلفة الشحن داخل مصر؟", "49")
        #expect(try !ask(pages, "What is the capital of France?").isGrounded)
    }
}
