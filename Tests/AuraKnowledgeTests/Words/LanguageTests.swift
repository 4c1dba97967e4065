import AuraCore
import AuraKnowledge
import Testing

@Suite struct LanguageTests {
    private func language(_ text: String) throws -> String {
        try DocumentReader.read(Array(text.utf8), mediaType: .plain, title: nil, language: nil).language
    }

    @Test(arguments: [
        ("en", "You can return any item within thirty days, as long as it is not used."),
        ("de", "Sie können jeden Artikel innerhalb von dreißig Tagen zurückgeben, wenn er nicht benutzt ist."),
        ("fr", "Vous pouvez retourner tous les articles dans les trente jours qui suivent la livraison."),
        ("es", "Puede devolver cualquier artículo en un plazo de treinta días desde la entrega."),
        ("it", "Si può restituire ogni articolo entro trenta giorni dalla consegna, se non è usato."),
        ("pt", "Pode devolver qualquer artigo no prazo de trinta dias, desde que não esteja usado."),
        ("nl", "U kunt elk artikel binnen dertig dagen terugsturen als het niet gebruikt is."),
        ("sv", "Du kan lämna tillbaka varan inom trettio dagar om den inte är använd."),
        ("da", "Du kan returnere varen inden for tredive dage, hvis den ikke er brugt og du har kvitteringen."),
        ("fi", "Voit palauttaa tuotteen kolmenkymmenen päivän kuluessa, jos se ei ole käytetty."),
        ("pl", "Możesz zwrócić towar w ciągu trzydziestu dni, jeśli nie jest on używany."),
        ("tr", "Bir ürünü otuz gün içinde iade edebilirsiniz, ama bu ürün çok eski olmamalı ve temiz olmalı."),
        ("ru", "Вы можете вернуть любой товар в течение тридцати дней, если он не был в употреблении."),
        ("uk", "Ви можете повернути товар протягом тридцяти днів, якщо він не був у користуванні."),
        ("el", "Μπορείτε να επιστρέψετε το προϊόν μέσα σε τριάντα ημέρες."),
        ("ar", "يمكنك إرجاع أي منتج خلال ثلاثين يوماً."),
        ("fa", "شما می‌توانید کالا را تا سی روز پس از خرید برگردانید و این برای همه است."),
        ("he", "אפשר להחזיר כל מוצר תוך שלושים יום."), ("hi", "आप तीस दिनों के भीतर वस्तु लौटा सकते हैं।"),
        ("th", "คุณสามารถคืนสินค้าได้ภายในสามสิบวัน"), ("zh", "收货后三十天内可以退货。"), ("ja", "三十日以内であれば返品できます。"),
        ("ja", "東京都中央図書館開館時間変更のお知らせ"),
        ("ko", "삼십일 이내에 반품할 수 있습니다."),
    ])
    func `a text's language is told`(code: String, text: String) throws {
        #expect(try language(text) == code)
    }

    @Test func `repeated names do not decide`() throws {
        #expect(
            try language(
                "Los Angeles Rams, Los Angeles Lakers, Los Angeles Clippers and teams of the West in Los Angeles")
                == "en")
    }

    @Test(arguments: ["42", "Acme GmbH", "Monday 9-18", "!?"])
    func `a text that tells none has none`(text: String) throws {
        #expect(try language(text) == "und")
    }

    @Test func `the language given is taken`() throws {
        let document = try DocumentReader.read(
            Array("You can return it.".utf8), mediaType: .plain, title: nil, language: "nl")
        #expect(document.language == "nl")
    }
}
