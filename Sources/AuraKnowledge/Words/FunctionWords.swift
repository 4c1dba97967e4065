/// The words that hold a sentence together and say little about its subject, per language. They tell which language a
/// text is in, and which words of a question matter less.
enum FunctionWords {
    /// The ISO 639-1 codes of the languages that have a list.
    static let languages = lists.keys.sorted()

    /// Whether a folded word is a function word of a language, however its accents are typed.
    static func contains(_ word: String, language: String) -> Bool {
        guard let place = languages.firstIndex(of: language) else { return false }
        return bareMasks[Folding.withoutAccents(word), default: 0] & 1 << place != 0
    }

    /// The languages in which a folded word is a function word: bit `n` stands for ``languages``' entry `n`.
    static func languageMask(of word: String) -> UInt64 {
        masks[word] ?? 0
    }

    private static let masks = masks { $0 }
    private static let bareMasks = masks { Folding.withoutAccents($0) }

    private static func masks(_ spelling: (String) -> String) -> [String: UInt64] {
        var masks: [String: UInt64] = [:]
        for (place, language) in languages.enumerated() {
            for word in lists[language, default: ""].split(separator: " ") {
                masks[spelling(String(word)), default: 0] |= 1 << place
            }
        }
        return masks
    }

    private static let lists: [String: String] = latin.merging(others) { first, _ in first }

    private static let latin: [String: String] = [
        "ca": """
        a al als amb aquest aquesta com de del dels des el ella els en entre es és esta està estan fins ha han hi i \
        jo la les li lo més meu no nosaltres o on per però perquè qual quan quant que què qui se sense ser seu si \
        sobre són també tu un una unes us vostè ja molt
        """,
        "cs": """
        a aby ale ani ano až bude by byl byla bylo být co další do i já jak jako je jeho její jejich jen jsem jsme \
        jsou jste k kam kde kdo kdy když která které který má máte může na nebo není o od po pod pro proč protože \
        při s se si tak také to tu ty u v ve z za ze že
        """,
        "da": """
        af alle at blev bliver da de dem den denne der deres det dette dig din du efter eller en end er et for fra \
        få har have hun hvad hvem hvis hvor hvordan hvornår i ikke ind jeg kan man med men mig min må ned nu når og \
        om op os på sig sin skal som til ud under var ved vi vil være
        """,
        "de": """
        aber alle als also am an auch auf aus bei beim bekomme bekommen bin bis bist bitte brauche brauchen da \
        danke das dass dein dem den denn der des die dies diese dieser dieses doch du durch ein eine einem \
        einen einer eines er es etwas euch euer eure finde für geht gerne gibt habe haben hallo hat hatte ich \
        ihnen ihr ihre im in ist ja jemand kann kein keine können könnt mache machen man mein mich mir mit muss \
        möchte möchten müssen nach nicht noch nur ob oder sein seine sich sie sind so soll sollte sonst tun um \
        und uns unser unter viel viele vom von vor wann war waren warum was weil welche welcher welches wenn \
        wer werde werden wie wieso will wir wird wo wohin wollen worden wurde wurden zu zum zur über
        """,
        "en": """
        a able about after all also am an and any anyone anything are as at back be because been before being \
        between but by can could did do does doing even ever find for from get gets give got had happen happens \
        has have he hello help her here hi him his how i if in into is it its just know let like long made make \
        many may me might more most much must my need needs no not now of often ok on one only or other our out \
        over please possible shall she should so some someone something still such take takes tell than thank \
        thanks that the their them then there these they this those three through to too two under until up us \
        want was we were what when where which while who whom whose why will with would you your
        """,
        "es": """
        a al algo alguien ante como con cual cuando cuál cuáles cuándo cuánta cuántas cuánto cuántos cómo dar \
        de del desde donde doy durante dónde e el ella ellos en entre era eres es esa ese eso esta estaba \
        estado estas este esto estos está están favor fue fueron gracias ha hace hacer hago han hasta hay hecho \
        hola la las le les lo los me mi mis mucho muy más necesita necesito ni no nos nosotros o obtener otra \
        otro para pero podemos por porque puede puedes puedo que quien quiero quisiera quién qué se ser si sin \
        sobre sois son su sus sí también te tengo tenéis tiene tienen tu tus un una uno unos usted ustedes y ya \
        yo él
        """,
        "eu": """
        al ala baina bat bere da dago dira dituzte du dute edo egin egiten ere eta ez gara hau hori horrek izan \
        izango nola non nor noiz zein zen zer zergatik zuen zure gure
        """,
        "fi": """
        ei eivät en että he hän ja jo joka jos jotka kanssa koska kuin kuinka kuka kun kyllä me mikä millä milloin \
        minä missä mitä mutta myös ne niin nyt oli olla on ole olen onko ovat se sekä sen siitä sinä tai te tämä \
        tässä vain voi voin voiko vai
        """,
        "fr": """
        a afin ai alors après au aucun aussi aux avec avez avoir besoin bonjour car ce ceci cela ces cet cette \
        ceux chaque comme comment dans de depuis des dois doit donc dont du elle elles en entre es est et eux \
        faire fait faut il ils je la le les leur leurs lors lui ma mais me merci mes moi mon même ne ni nos \
        notre nous obtenir on ont ou où par pas pendant peut peux plus pour pourquoi pouvez puis qu quand que \
        quel quelle quelles quelque quels qui quoi sa sans se sera serai ses si son sont sous sur svp ta te \
        temps tes toi ton tous tout très tu un une vers veux vos votre voudrais vous y à était été être
        """,
        "ga": """
        a ach ag agus an ar as atá bhí cad cathain cé chun conas de do den don é faoi go i iad is it le leis mar mé \
        mo na nach ní nó ó on san sé sí siad sin seo tá tar tú um
        """,
        "hu": """
        a az azt be csak de egy el én és ez ezt fel hogy hogyan hol honnan i is itt jó kell ki le lehet maga már \
        meddig meg mely mert mi mikor milyen mint minden most ne nem nincs pedig s sem ő ők után van vagy vagyok \
        vannak volt te ti hány mennyi
        """,
        "id": """
        ada adalah agar aku akan anda apa apakah atau bagaimana bagi bahwa berapa bisa bukan dalam dan dapat dari \
        dengan di dia harus ini itu jika juga kami kamu kapan karena ke kepada kita lebih maka mana mengapa mereka \
        oleh pada saat saya sebagai secara sudah telah tetapi tidak untuk yang
        """,
        "it": """
        a ad ai al alla alle allo anche avere bisogno che chi ci ciao come con cosa cui da dai dal dalla dalle \
        degli dei del della delle dello devo di dopo dove e ed era essere fare fra gli grazie ha hai hanno ho i \
        il in io la le lei li lo loro ma mi mia mio molto ne negli nei nel nella nelle noi non nostro o ogni \
        per perchè perché più posso puoi può qual quale quali quando quanta quante quanti quanto quella quello \
        questa queste questi questo se sei senza si sia siamo sono su sua sul sulla suo ti tra tu tuo un una \
        uno vi voglio voi vorrei vostra vostro è
        """,
        "lt": """
        ar arba bei bet bus buvo būti dar dėl iki ir iš į jau jei jie jis ji jos juos kad kada kai kaip kas kiek kokia \
        koks kur kurie kuris mes mūsų ne nei nes nuo o pagal per po prie su tai taip tas tik už yra
        """,
        "nl": """
        aan al alle als bedankt ben bij dan dat de den der deze die dit doe doen door dus een en er ga geen \
        graag had hallo heb hebben heeft hem het hier hij hoe hoeveel hun ik in is je jij jouw jullie kan krijg \
        krijgen kunnen kunt maar me meer men met mij mijn moet moeten na naar niet nog nu of om omdat onder ons \
        onze ook op over te tot u uit uw van veel voor waar waarom wanneer was wat we wel welk welke wie wij \
        wil worden wordt zal ze zich zij zijn zo zou
        """,
        "no": """
        alle at av bli ble blir da de dem den denne der deres det dette din du eller en enn er et etter for fra få \
        har hun hva hvem hvilke hvilken hvis hvor hvordan hvorfor ikke inn jeg kan man med meg men min må noe nå når \
        og om opp oss på seg sin skal som til ut var ved vi vil være
        """,
        "pl": """
        a aby albo ale bez być był była było by co czy dla do gdy gdzie go i ich ile ja jak jaka jaki jakie jako je \
        jego jej jest jestem jeśli już kiedy kto która które który lub ma mam mi mnie moje może można na nad nas nie \
        o od on ona oraz po pod przez przy się są tak także tego ten to tu ty tylko w wam we więc z za ze że
        """,
        "pt": """
        a ao aos as até com como da das de del depois devo do dos e ela elas ele eles em entre era essa esse \
        esta este está estão eu fazer foi for foram há isso isto já lhe mais mas me mesmo meu minha muito na \
        nas no nos nossa nosso não o obrigada obrigado olá onde os ou para pela pelas pelo pelos pode podem por \
        porque porquê posso preciso quais qual quando quanta quanto quantos que quem quero se sem ser seu seus \
        sobre sua suas são só também te tem ter têm um uma umas você vocês à é
        """,
        "ro": """
        a acest această aceste acum ai al ale am ar are aş asta atunci au ca care ce cel cine cu cum când cât câte \
        câți da dar de decât despre din după e ea ei el ele eram este eu fi fie fost i iar în îi îl în între la le \
        lui lor mai mă mea meu mi nu o ori pe pentru poate prin sa sale sau se si sunt și un unde unei unui va vă \
        vor
        """,
        "sv": """
        alla att av blev blir då de dem den denna deras dess det detta dig din du efter ej eller en er ett från får \
        för ha har hade han hon hur i in inte jag kan kommer man med men mig min mot mycket ni nu när och om oss på \
        sedan sig sin ska som till under upp ut vad var varför vem vi vid vilka vilken vill är
        """,
        "tr": """
        acaba ama ancak aslında az bana bazı ben beni benim bir biz bu bunu bunun çok çünkü da daha de değil diye en \
        gibi hangi hem her ile için ise kaç kadar ki kim mı mi mu mü nasıl ne neden nerede nereye niçin o olan olarak \
        oldu olduğu onlar onun sen siz şu tüm üzere ve veya ya yani zaman var yok
        """,
    ]

    private static let others: [String: String] = [
        "ar": """
        في من على الى إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا من متى اين أين كيف كم لماذا هل هو هي هم انا \
        أنا نحن انت أنت كان كانت يكون ان أن إن لا لم لن قد و او أو ثم بعد قبل بين كل أي اي عند عندما حتى منذ لقد ليس \
        به بها له لها لك لكم لي لنا فيه فيها عليه عليها منه منها كما غير حيث يمكن يمكنني
        """,
        "bg": """
        а ако без беше в за и из или им има как каква какво като кога кой която които колко къде ли ме ми му на най \
        не ни но от по при са се си след със с съм също това те ти то той тук че ще я
        """,
        "el": """
        ο η το οι τα του της των τον την τη και κι να σε με για από ως στο στη στην στον στα στις είναι ήταν έχει \
        έχω έχετε θα δεν μη μην που πού πως πώς τι ποιος ποια ποιο πότε πόσο πόση πόσα γιατί αν ή αλλά μου σου μας \
        σας τους αυτό αυτή αυτά ένα μια ένας μπορώ μπορεί κατά μετά πριν όταν
        """,
        "fa": """
        از است اما این آن با بر برای به بود تا چه چگونه چند چرا خود در را شد شده شود که کجا کنم کند کنند کی ما من می \
        نیست هر هم و یا یک آیا شما هستند دارد
        """,
        "hi": """
        अगर अपना अपनी अपने अभी आप आपका आपकी आपके इन इस इसका इसके इसे उन उनका उनके उस उसका उसके उसे एक और कब कर करता \
        करते करना करने करें कहाँ कहां का कि कितना कितनी कितने किया किस किसी की के कैसे को कोई कौन क्या क्यों गई गए \
        गया जब जा जाता जाती जाते जाना जो तक तथा तो था थी थे दिया द्वारा न नहीं ने पर बहुत भी मुझे में मेरा मेरी मेरे \
        मैं यह या ये लिए वह वाले वे सकता सकते सकती से हम हमारा हमारी हमारे ही हुआ हुई हुए हूँ हूं है हैं हो होगा \
        होता होती होते होना
        """,
        "hy": """
        և է են եմ ես դու նա մենք դուք նրանք այս այդ այն որ որը ինչ ինչպես ով որտեղ երբ ինչու մի ու կամ բայց համար \
        հետ մեջ վրա էր էին չի պետք կա
        """,
        "he": """
        את של על הוא היא הם אני אנחנו אתה זה זאת אלה כי לא אם או גם עם כל יש אין מה מי מתי איפה איך למה כמה האם היה \
        היו אך אבל רק עד אל לפני אחרי בין שלי שלך שלנו
        """,
        "ne": """
        अनि आफ्नो एक कसरी कहाँ कहिले का कि किन के को गरी गरेको गर्न छ छन् छैन तथा तपाईं त्यो थियो देखि न नै पनि पर \
        भएको भने मा मात्र म यो यस र रहेको लाई ले लागि वा सबै हामी हुन हुन्छ
        """,
        "ru": """
        а без был была были было быть в вам вас ваш ваша ваши во вот все всё вы где да для до его ее её если есть \
        еще ещё же за и из или им их к как какая какие какой когда кто куда ли мне можно мой моя мы на над нам нас \
        наш не него нее нет ни них но о об он она они оно от по под почему при с сколько со так также там то тоже \
        только ты у уже чего чем что чтобы это этого этой этот я
        """,
        "sr": """
        а али био бити да до за зашто и из или има је јер ја када као какав како који која које колико кроз ли ми \
        на над нам није о од он она по под при с са сам се смо су то у за ће што шта где
        """,
        "uk": """
        а або але без був була були було бути в ви від вона вони все він до для за з зі і із їх її його й коли куди \
        ми мій можна на над не немає ні нам про при по під та так також те ти то у хто це цей ця чи чому що щоб як \
        яка які який якщо є
        """,
        "ur": """
        آپ اس ان اور ایک بھی پر تک تھا تھی تھے جو سے کا کب کر کرنے کس کو کون کی کیا کیسے کے کہ کہاں کیوں گیا میں نہیں \
        نے وہ ہم ہو ہوں ہے ہیں یا یہ لیے
        """,
    ]
}
