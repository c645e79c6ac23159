using System.Globalization;

namespace Parley.Cli.Seed;

internal sealed record Person(string Username, string DisplayName);

/// <summary>People of many places: display names in the script that they are written in there, usernames in ASCII.</summary>
internal static class People
{
    // Given names and family names of one place, as "written|in ASCII"; FamilyFirst: 山田 花子, and no space between them where none is written.
    private static readonly Place[] Places =
    [
        new("Emma|emma Liam|liam Olivia|olivia Noah|noah Grace|grace Jack|jack", "Walker|walker Hughes|hughes Bennett|bennett Campbell|campbell O’Brien|obrien Taylor|taylor"),
        new("Lena|lena Jürgen|juergen Käthe|kaethe Max|max Sören|soeren Hannah|hannah", "Müller|mueller Groß|gross Schäfer|schaefer Weber|weber Krüger|krueger Vogel|vogel"),
        new("Chloé|chloe Émile|emile François|francois Zoé|zoe Hélène|helene Théo|theo", "Lefèvre|lefevre Dubois|dubois Moreau|moreau Gérard|gerard Rousseau|rousseau Petit|petit"),
        new("Lucía|lucia Íñigo|inigo José|jose María|maria Andrés|andres Sofía|sofia", "Núñez|nunez García|garcia Ibáñez|ibanez Romero|romero Peña|pena Vázquez|vazquez"),
        new("João|joao Inês|ines Conceição|conceicao Tiago|tiago Luísa|luisa Rúben|ruben", "Araújo|araujo Magalhães|magalhaes Silva|silva Conceição|conceicao Simões|simoes Costa|costa"),
        new("Zofia|zofia Łukasz|lukasz Małgorzata|malgorzata Paweł|pawel Agnieszka|agnieszka Michał|michal", "Wójcik|wojcik Dąbrowski|dabrowski Zając|zajac Nowak|nowak Błaszczyk|blaszczyk Kaczmarek|kaczmarek"),
        new("Ayşe|ayse Çağlar|caglar İbrahim|ibrahim Elif|elif Gülşen|gulsen Oğuz|oguz", "Yıldız|yildiz Öztürk|ozturk Şahin|sahin Demir|demir Çelik|celik Aydın|aydin"),
        new("Анна|anna Дмитрий|dmitry Ольга|olga Сергей|sergey Наталья|natalya Павел|pavel", "Иванова|ivanova Кузнецов|kuznetsov Соколова|sokolova Лебедев|lebedev Морозова|morozova Волков|volkov"),
        new("Оксана|oksana Тарас|taras Юлія|yuliia Андрій|andrii Катерина|kateryna Богдан|bohdan", "Шевченко|shevchenko Ковальчук|kovalchuk Бондаренко|bondarenko Мельник|melnyk Кравець|kravets Гриценко|hrytsenko"),
        new("Ελένη|eleni Γιώργος|giorgos Μαρία|maria Νίκος|nikos Σοφία|sofia Δημήτρης|dimitris", "Παπαδοπούλου|papadopoulou Νικολάου|nikolaou Δημητρίου|dimitriou Αγγελόπουλος|angelopoulos Γεωργίου|georgiou Οικονόμου|oikonomou"),
        new("ليلى|layla عمر|omar فاطمة|fatima يوسف|yusuf مريم|maryam خالد|khalid", "حداد|haddad المصري|almasri خوري|khoury النجار|alnajjar منصور|mansour الشامي|alshami"),
        new("נועה|noa יונתן|yonatan תמר|tamar איתי|itai שירה|shira דניאל|daniel", "לוי|levi כהן|cohen מזרחי|mizrahi פרץ|peretz ביטון|biton אברהם|avraham"),
        new("आरव|aarav प्रिया|priya रोहन|rohan अनन्या|ananya विक्रम|vikram मीरा|meera", "शर्मा|sharma पटेल|patel गुप्ता|gupta सिंह|singh मेहता|mehta अय्यर|iyer"),
        new("花子|hanako 健太|kenta さくら|sakura 大輔|daisuke 美咲|misaki 翔|sho", "山田|yamada 佐藤|sato 鈴木|suzuki 高橋|takahashi 渡辺|watanabe 小林|kobayashi", Joined: true),
        new("伟|wei 芳|fang 静怡|jingyi 明轩|mingxuan 丽|li 浩然|haoran", "王|wang 李|li 张|zhang 陈|chen 刘|liu 赵|zhao", Joined: true),
        new("서연|seoyeon 민준|minjun 지우|jiwoo 하은|haeun 도윤|doyun 수빈|subin", "김|kim 이|lee 박|park 최|choi 정|jung 강|kang", Joined: true),
        new("Thảo|thao Minh|minh Hương|huong Đức|duc Linh|linh Quân|quan", "Nguyễn|nguyen Trần|tran Phạm|pham Lê|le Đặng|dang Võ|vo", FamilyFirst: true),
        new("สมชาย|somchai มาลี|malee ณัฐ|nat ปิยะ|piya อรุณ|arun กานดา|kanda", "ศรีสุข|srisuk จันทร์ดี|chandee วงศ์ใหญ่|wongyai แสงทอง|saengthong บุญมี|boonmee ทองคำ|thongkham"),
        new("ქეთევან|ketevan გიორგი|giorgi ნინო|nino ლევან|levan თამარ|tamar ზურაბ|zurab", "ბერიძე|beridze მამულაშვილი|mamulashvili კაპანაძე|kapanadze ლომიძე|lomidze გელაშვილი|gelashvili წიკლაური|tsiklauri"),
        new("አበበ|abebe ሰላም|selam ዳዊት|dawit ሃና|hana ተስፋዬ|tesfaye ማርታ|marta", "በቀለ|bekele ታደሰ|tadesse ግርማ|girma ወልደ|wolde ከበደ|kebede አለሙ|alemu"),
    ];

    /// <summary>The same people for the same seed; fewer are always the first of more.</summary>
    public static IReadOnlyList<Person> Make(int count, int seed)
    {
        var random = new Random(seed);
        var usernames = new HashSet<string>();
        List<Person> people = [];
        for (var number = 0; number < count; number++)
        {
            // Place after place, so that thirty people are from everywhere.
            var place = Places[number % Places.Length];
            var (given, givenAscii) = Pick(place.Given, random);
            var (family, familyAscii) = Pick(place.Family, random);
            var displayName = place switch
            {
                { Joined: true } => family + given,
                { FamilyFirst: true } => $"{family} {given}",
                _ => $"{given} {family}",
            };
            var username = $"{givenAscii}.{familyAscii}";
            for (var twin = 2; !usernames.Add(username); twin++)
            {
                username = string.Create(CultureInfo.InvariantCulture, $"{givenAscii}.{familyAscii}{twin}");
            }

            people.Add(new Person(username, displayName));
        }

        return people;
    }

    private static (string Written, string Ascii) Pick(string names, Random random)
    {
        var all = names.Split(' ');
        var name = all[random.Next(all.Length)].Split('|');
        return (name[0], name[1]);
    }

    private sealed record Place(string Given, string Family, bool FamilyFirst = false, bool Joined = false);
}
