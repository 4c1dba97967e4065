/// Pages of a small shop, and what it promises about data, in several languages.
enum SamplePages {
    static let english = [
        """
        # Refunds and returns

        You can return any item within 30 days of delivery, as long as it is unused and in its original packaging.

        ## How to return an item

        1. Write to returns@acme.example with your order number.
        2. We send you a prepaid label within one working day.
        3. Drop the parcel at any post office.

        ## When you get your money

        We refund the full price to the card or account you paid with, within 5 working days after the parcel reaches our warehouse. Shipping costs are refunded only if the item was faulty.

        ## What cannot be returned

        Opened software, perishable food and made-to-order furniture cannot be returned. Sale items can be exchanged but are not refunded.

        ## Faulty items

        If an item arrives broken, send us a photo within 14 days. We replace it free of charge, or refund it if it is out of stock.
        """,
        """
        # Shipping

        Orders placed before 2 pm leave our warehouse the same day.

        ## Costs and times

        | Country | Standard | Express |
        |---|---|---|
        | Germany | 4.90 EUR, 2 days | 9.90 EUR, next day |
        | Austria | 8.90 EUR, 3 days | 16.90 EUR, 2 days |
        | France | 9.90 EUR, 4 days | 19.90 EUR, 2 days |

        Standard shipping inside Germany is free for orders over 50 euros.

        ## Tracking

        As soon as your parcel leaves, we e-mail you a tracking number. You can follow the parcel on the carrier's website.

        ## Outside Europe

        We do not ship outside the European Union at present.
        """,
        """
        # Opening hours

        Our shop in Lindenstraße 12, Berlin, is open:

        - Monday to Friday: 9 am to 7 pm
        - Saturday: 10 am to 4 pm
        - Sunday and public holidays: closed

        ## Telephone

        Our customer service answers the phone on weekdays from 8 am to 6 pm at +49 30 555 0123.

        ## Parking and access

        There are two parking spaces for customers behind the building. The entrance is step-free, and guide dogs are welcome.
        """,
        """
        # Privacy policy

        ## 1. What we hold

        We hold account data: your name and your e-mail address.

        We hold chatbot content: the documents you upload, your bots' settings and the conversation logs.

        ## 3. Your LLM keys

        Our staff cannot read your LLM key: no command and no page can show it again.

        ## 4. Who receives data

        We do not sell your data to anybody.

        ## 5. How long data stays

        Conversation logs are kept for 90 days unless they are deleted earlier.

        Account data stays while you are subscribed and is deleted within 30 days of the closure of your account.

        We keep invoices and billing records for 7 years, as tax law requires.

        ## 9. Cookies

        We use only strictly necessary session cookies.
        """,
    ]

    static let german = [
        """
        # Versand und Lieferung

        Bestellungen, die vor 14 Uhr eingehen, verlassen unser Lager am selben Tag.

        ## Versandkosten

        Der Standardversand innerhalb Deutschlands kostet 4,90 Euro und dauert zwei Tage. Ab einem Bestellwert von 50 Euro liefern wir kostenlos. Nach Österreich berechnen wir 8,90 Euro.

        ## Sendungsverfolgung

        Sobald Ihr Paket unterwegs ist, schicken wir Ihnen eine Sendungsnummer per E-Mail.
        """,
        """
        # Rückgabe und Erstattung

        Sie können jeden Artikel innerhalb von 30 Tagen nach Erhalt zurückgeben, sofern er unbenutzt ist.

        ## Ablauf

        Schreiben Sie uns mit Ihrer Bestellnummer an retoure@acme.example. Wir senden Ihnen ein frankiertes Etikett.

        ## Geld zurück

        Den Kaufpreis erstatten wir binnen 5 Werktagen, nachdem das Paket bei uns eingetroffen ist.

        ## Ausnahmen

        Geöffnete Software und verderbliche Lebensmittel sind vom Umtausch ausgeschlossen.
        """,
        """
        # Öffnungszeiten

        Unser Geschäft in der Lindenstraße 12 ist montags bis freitags von 9 bis 19 Uhr geöffnet. Samstags öffnen wir von 10 bis 16 Uhr. An Sonn- und Feiertagen bleibt das Geschäft geschlossen.

        Gesprächsprotokolle bewahren wir 90 Tage auf, sofern Sie sie nicht früher löschen.
        """,
    ]

    static let french = [
        """
        # Livraison

        Les commandes passées avant 14 heures partent le jour même.

        ## Frais de port

        La livraison standard en France coûte 4,90 euros et prend deux jours. Elle est gratuite à partir de 50 euros d'achat. L'envoi vers la Belgique coûte 8,90 euros.

        ## Suivi

        Dès que votre colis part, nous vous envoyons un numéro de suivi par courriel.
        """,
        """
        # Retours et remboursements

        Vous pouvez retourner tout article dans les 30 jours suivant la livraison, à condition qu'il n'ait pas servi.

        Nous vous remboursons sous 5 jours ouvrés après l'arrivée du colis dans notre entrepôt.

        Les logiciels ouverts et les denrées périssables ne sont ni repris ni échangés.

        # Horaires d'ouverture

        Le magasin est ouvert du lundi au vendredi de 9 h à 19 h. Le samedi, nous ouvrons de 10 h à 16 h. Le dimanche, le magasin est fermé.

        # Vie privée

        Les journaux de conversation sont conservés pendant 90 jours, sauf si vous les supprimez plus tôt.
        """,
    ]

    static let spanish = [
        """
        # Envíos

        Los pedidos realizados antes de las 14 horas salen el mismo día.

        El envío estándar dentro de España cuesta 4,90 euros y tarda dos días. Es gratuito a partir de 50 euros. El envío a Portugal cuesta 8,90 euros.

        Cuando el paquete sale del almacén le mandamos un número de seguimiento por correo electrónico.

        # Devoluciones y reembolsos

        Puede devolver cualquier artículo en un plazo de 30 días desde la entrega, siempre que no esté usado.

        Le reembolsamos el importe en 5 días laborables después de recibir el paquete.

        El software abierto y los alimentos perecederos no se pueden devolver.

        # Horario

        La tienda abre de lunes a viernes de 9 a 19 horas. Los sábados abrimos de 10 a 16 horas. Los domingos y festivos cerramos.

        # Privacidad

        Los registros de conversación se conservan durante 90 días, salvo que usted los borre antes.
        """
    ]

    static let arabic = [
        """
        # الإرجاع والاسترداد

        يمكنك إرجاع أي منتج خلال 30 يوماً من تاريخ التسليم بشرط أن يكون غير مستعمل.

        نعيد إليك المبلغ كاملاً خلال 5 أيام عمل بعد وصول الطرد إلى المستودع.

        # الشحن

        يكلف الشحن العادي داخل مصر 49 جنيهاً ويستغرق يومين. الشحن مجاني للطلبات التي تزيد على 500 جنيه.

        نرسل إليك رقم التتبع بالبريد الإلكتروني فور خروج الطرد.

        # ساعات العمل

        المتجر مفتوح من الأحد إلى الخميس من التاسعة صباحاً حتى السابعة مساءً. المتجر مغلق يوم الجمعة.

        # الخصوصية

        نحتفظ بسجلات المحادثات لمدة 90 يوماً ما لم تحذفها قبل ذلك.
        """
    ]

    static let chinese = [
        """
        # 退货与退款

        收货后30天内，只要商品未使用，您可以退货。

        我们在仓库收到包裹后5个工作日内退还全部货款。

        已拆封的软件和易腐食品不能退货。

        # 配送

        国内标准配送费用为10元，两天送达。订单满200元免运费。

        包裹发出后，我们会通过电子邮件发送物流单号。

        # 营业时间

        门店周一至周五9点至19点营业。周六10点至16点营业。周日休息。

        # 隐私

        聊天记录保存90天，除非您提前删除。
        """
    ]

    static let hindi = [
        """
        # वापसी और धनवापसी

        आप डिलीवरी के 30 दिनों के भीतर कोई भी वस्तु लौटा सकते हैं, बशर्ते वह इस्तेमाल न की गई हो।

        गोदाम में पार्सल पहुँचने के बाद हम 5 कार्य दिवसों में पूरा पैसा लौटा देते हैं।

        # शिपिंग

        भारत में सामान्य शिपिंग का शुल्क 49 रुपये है और इसमें दो दिन लगते हैं। 500 रुपये से अधिक के ऑर्डर पर शिपिंग मुफ़्त है।

        पार्सल निकलते ही हम आपको ईमेल से ट्रैकिंग नंबर भेजते हैं।

        # खुलने का समय

        दुकान सोमवार से शुक्रवार सुबह 9 बजे से शाम 7 बजे तक खुली रहती है। रविवार को दुकान बंद रहती है।

        # गोपनीयता

        बातचीत के रिकॉर्ड 90 दिनों तक रखे जाते हैं, जब तक आप उन्हें पहले न हटाएँ।
        """
    ]

    static let thai = [
        """
        # การคืนสินค้าและการคืนเงิน

        คุณสามารถคืนสินค้าได้ภายใน 30 วันหลังจากได้รับสินค้า หากยังไม่ได้ใช้งาน

        เราจะคืนเงินเต็มจำนวนภายใน 5 วันทำการหลังจากพัสดุถึงคลังสินค้า

        # การจัดส่ง

        ค่าจัดส่งมาตรฐานภายในประเทศ 49 บาท ใช้เวลาสองวัน จัดส่งฟรีเมื่อสั่งซื้อเกิน 500 บาท

        เมื่อพัสดุออกจากคลัง เราจะส่งหมายเลขติดตามทางอีเมล

        # เวลาทำการ

        ร้านเปิดวันจันทร์ถึงวันศุกร์ เวลา 9 ถึง 19 นาฬิกา ปิดวันอาทิตย์

        # ความเป็นส่วนตัว

        เราเก็บบันทึกการสนทนาไว้ 90 วัน เว้นแต่คุณจะลบก่อน
        """
    ]

    static let japanese = [
        """
        # 返品と返金

        商品到着後30日以内で、未使用であれば返品できます。

        返金は、荷物が倉庫に届いてから5営業日以内に行います。

        # 配送

        国内の通常配送料は500円で、2日でお届けします。5000円以上のご注文は送料無料です。

        荷物の発送後、追跡番号をメールでお送りします。

        # 営業時間

        店舗は月曜日から金曜日の9時から19時まで営業しています。日曜日は定休日です。

        # プライバシー

        会話の記録は、お客様が先に削除しない限り、90日間保存します。
        """
    ]
}
