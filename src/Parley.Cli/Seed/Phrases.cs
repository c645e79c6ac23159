namespace Parley.Cli.Seed;

/// <summary>Where sentences come from.</summary>
internal interface ISentences
{
    /// <summary>Plain text of one or a few lines, without markup of its own.</summary>
    string Next(Random random);
}

/// <summary>Sentences that a workplace could have said, from templates and words in several languages and scripts.</summary>
internal sealed class Phrases : ISentences
{
    private static readonly Language[] Languages =
    [
        // English has the weight that it has in mixed workplaces.
        new(8,
            ["The {0} is ready for review.", "Has anyone seen the {0}? It was here {1}.", "I moved the {0} to {1}, please look it over.", "{1} works for me. What about the {0}?",
             "Short update: the {0} is done, the rest follows {1}.", "Why does the {0} take so long {1}?", "Thanks for fixing the {0}!", "Could we talk about the {0} {1}?",
             "The {0} broke again. Same as {1}, I think.", "Not sure the {0} is worth it. Let us measure first, then decide {1}.", "I like the {0}, but the name says the wrong thing."],
            ["migration", "deploy", "printer", "budget", "coffee machine", "new dashboard", "release", "test suite", "login page", "backup", "offer for the customer", "search"],
            ["tomorrow", "last week", "this afternoon", "on Friday", "before lunch", "after the release", "next sprint"]),
        new(2,
            ["{0} ist fertig, bitte einmal anschauen.", "Weiß jemand, wo {0} geblieben ist?", "{1} passt mir gut. Und {0}?", "Kurzer Stand: {0} läuft, der Rest kommt {1}.", "Danke, dass du {0} repariert hast!"],
            ["der Entwurf", "die Übergabe", "das Angebot", "der große Drucker", "die Prüfung", "das Überwachungssystem"], ["Morgen früh", "Freitag", "Nächste Woche", "Nach dem Mittagessen"]),
        new(2,
            ["{0} est prêt, vous pouvez relire.", "Quelqu’un sait où est {0} ?", "{1}, ça me va. Et pour {0} ?", "Petit point : {0} avance, la suite {1}.", "Merci d’avoir réparé {0} !"],
            ["le déploiement", "le café", "le tableau de bord", "le contrat", "le nouveau modèle"], ["demain", "vendredi", "après la réunion", "la semaine prochaine"]),
        new(2,
            ["{0} ya está listo, ¿alguien lo revisa?", "¿Dónde quedó {0}?", "{1} me viene bien. ¿Y {0}?", "Resumen: {0} va bien, el resto {1}.", "¡Gracias por arreglar {0}!"],
            ["el informe", "el diseño", "la copia de seguridad", "la reunión", "el año fiscal"], ["mañana", "el viernes", "después de comer", "la próxima semana"]),
        new(1,
            ["{0} já está pronta, podem rever?", "Alguém viu {0}?", "{1} é bom para mim.", "Resumo: {0} avançou, o resto fica para {1}."],
            ["a integração", "a reunião", "a configuração", "a versão nova"], ["amanhã", "sexta-feira", "a próxima semana"]),
        new(1,
            ["{0} jest gotowe, proszę o sprawdzenie.", "Czy ktoś widział {0}?", "{1} mi pasuje.", "Dziękuję za naprawienie: {0}!"],
            ["wdrożenie", "zestawienie", "zgłoszenie klienta", "źródło danych"], ["Jutro", "W piątek", "Po obiedzie"]),
        new(1,
            ["{0}: готово, посмотрите, пожалуйста.", "Кто-нибудь видел, где {0}?", "{1} мне подходит.", "Коротко: {0} работает, остальное {1}.", "Спасибо, теперь {0} не падает!"],
            ["сборка", "отчёт", "новый сервер", "резервная копия", "поиск"], ["завтра", "в пятницу", "после обеда"]),
        new(1,
            ["{0} вже готовий, гляньте, будь ласка.", "Хтось бачив {0}?", "{1} мені зручно.", "Дякую, {0} знову працює!"],
            ["звіт", "новий дизайн", "під’їзний план", "сервер"], ["завтра", "у п’ятницю", "після обіду"]),
        new(1,
            ["{0} είναι έτοιμο, ρίξτε μια ματιά.", "Ξέρει κανείς πού είναι {0};", "{1} με βολεύει.", "Ευχαριστώ που φτιάξατε {0}!"],
            ["το σχέδιο", "το αντίγραφο", "το συμβόλαιο", "το πρόγραμμα"], ["αύριο", "την Παρασκευή", "μετά το μεσημέρι"]),
        new(1,
            ["{0} hazır, bakabilir misiniz?", "{0} nerede, bilen var mı?", "{1} bana uyar.", "Teşekkürler, {0} artık çalışıyor!"],
            ["yeni sürüm", "müşteri görüşmesi", "ölçüm panosu", "güncelleme"], ["yarın", "cuma günü", "öğleden sonra"]),
        new(1,
            ["{0} جاهز للمراجعة.", "هل رأى أحد {0}؟", "{1} يناسبني.", "شكرًا على إصلاح {0}!", "اجتماع قصير حول {0} {1}؟"],
            ["التقرير", "التصميم الجديد", "الخادم", "العرض"], ["غدًا", "يوم الجمعة", "بعد الظهر"]),
        new(1,
            ["{0} מוכן, אפשר לעבור עליו.", "מישהו ראה את {0}?", "{1} מתאים לי.", "תודה שתיקנתם את {0}!"],
            ["הדוח", "העיצוב החדש", "השרת", "הגיבוי"], ["מחר", "ביום שישי", "אחרי הצהריים"]),
        new(1,
            ["{0} तैयार है, कृपया देख लें।", "क्या किसी ने {0} देखा?", "{1} मेरे लिए ठीक है।", "{0} ठीक करने के लिए धन्यवाद!"],
            ["नया डिज़ाइन", "रिपोर्ट", "सर्वर", "बैकअप"], ["कल", "शुक्रवार को", "दोपहर के बाद"]),
        new(2,
            ["{0}ができました。確認をお願いします。", "{0}はどこにありますか？", "{1}なら大丈夫です。", "{0}を直してくれてありがとう！", "{1}、{0}について少し話せますか？"],
            ["資料", "新しい画面", "見積もり", "バックアップ", "テスト環境"], ["明日", "金曜日", "午後", "来週"]),
        new(2,
            ["{0}准备好了，请看一下。", "谁看到{0}了？", "{1}我可以。", "谢谢你修好了{0}！", "{1}我们聊一下{0}吧。"],
            ["报告", "新版本", "测试环境", "数据库", "设计稿"], ["明天", "周五", "下午", "下周"]),
        new(1,
            ["{0} 준비됐습니다. 확인 부탁드려요.", "{0} 어디 있는지 아시는 분?", "{1} 괜찮습니다.", "{0} 고쳐 주셔서 감사합니다!"],
            ["보고서", "새 화면", "테스트 서버", "백업"], ["내일", "금요일", "오후에"]),
        new(1,
            ["{0} xong rồi, mọi người xem giúp nhé.", "Có ai thấy {0} không?", "{1} thì được.", "Cảm ơn đã sửa {0}!"],
            ["bản thiết kế", "báo cáo", "máy chủ", "bản sao lưu"], ["ngày mai", "thứ Sáu", "buổi chiều"]),
        new(1,
            ["{0}เสร็จแล้ว ช่วยดูหน่อยครับ", "ใครเห็น{0}บ้าง", "{1}สะดวกค่ะ", "ขอบคุณที่แก้{0}ให้!"],
            ["รายงาน", "หน้าจอใหม่", "เซิร์ฟเวอร์", "ไฟล์สำรอง"], ["พรุ่งนี้", "วันศุกร์", "ช่วงบ่าย"]),
    ];

    private static readonly int Weights = Languages.Sum(language => language.Weight);

    public string Next(Random random)
    {
        var language = Pick(random);
        var text = Sentence(language, random);
        while (random.Next(4) == 0)
        {
            text += " " + Sentence(language, random);
        }

        return text;
    }

    private static Language Pick(Random random)
    {
        var place = random.Next(Weights);
        return Languages.First(language => (place -= language.Weight) < 0);
    }

    private static string Sentence(Language language, Random random)
    {
        var text = One(language.Templates, random)
            .Replace("{0}", One(language.Things, random), StringComparison.Ordinal)
            .Replace("{1}", One(language.Times, random), StringComparison.Ordinal);
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string One(string[] options, Random random)
    {
        return options[random.Next(options.Length)];
    }

    private sealed record Language(int Weight, string[] Templates, string[] Things, string[] Times);
}
