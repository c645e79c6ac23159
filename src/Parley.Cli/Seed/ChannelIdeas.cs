using System.Globalization;

namespace Parley.Cli.Seed;

internal sealed record ChannelIdea(string Name, string Topic, string Purpose, bool IsPrivate);

/// <summary>Channels as a company of some size has them.</summary>
internal static class ChannelIdeas
{
    private static readonly ChannelIdea[] Ideas =
    [
        // Every workspace has it already; it is found, and joined again.
        new("general", "", "", IsPrivate: false),
        new("random", "Anything that makes the day better", "Talk that needs no work channel. Be kind.", IsPrivate: false),
        new("engineering", "Release 4.2: freeze on Thursday", "How we build: design, reviews, decisions that touch more than one team.", IsPrivate: false),
        new("help-it", "Printer on floor 2 is known to be broken", "Ask when something with a plug does not work. Say which machine, and what you saw.", IsPrivate: false),
        new("incidents", "Status: all green", "One message per incident, then a thread of talk. The commander is named in the first line.", IsPrivate: false),
        new("design", "Crit on Tuesdays, 14:00", "Drafts, colours, type. Show early.", IsPrivate: false),
        new("frontend", "", "The web client and its libraries.", IsPrivate: false),
        new("backend", "Who is on call: see the calendar", "Services, queues, databases.", IsPrivate: false),
        new("hiring", "3 open positions", "Candidates and interviews. What is said here stays here.", IsPrivate: true),
        new("food-and-cooking", "Recipe of the week: lentil soup", "What was for lunch, and how it is made.", IsPrivate: false),
        new("deutsch", "Hier auf Deutsch", "Für alle, die Deutsch sprechen oder lernen.", IsPrivate: false),
        new("日本語", "日本語で話しましょう", "日本語を話す人、学ぶ人のためのチャンネルです。", IsPrivate: false),
        new("español", "Charlamos en español", "Para quien habla español o quiere aprenderlo.", IsPrivate: false),
        new("customers", "Next review: first Monday of the month", "What customers say, in their words.", IsPrivate: false),
        new("sales", "", "Pipeline, offers, and good news.", IsPrivate: false),
        new("ops", "Change window: Wednesdays 06:00 UTC", "Clusters, certificates, backups, costs.", IsPrivate: false),
        new("security", "Report first, discuss later", "Advisories and what we do about them.", IsPrivate: true),
        new("русский", "Говорим по-русски", "Для всех, кто говорит по-русски или учится.", IsPrivate: false),
        new("finance", "", "Budgets and invoices.", IsPrivate: true),
        new("music", "Now playing: something with a bass clarinet", "What we listen to while the tests run.", IsPrivate: false),
        new("books", "Reading: The Left Hand of Darkness", "One book a month; spoilers are marked.", IsPrivate: false),
        new("العربية", "نتحدث هنا بالعربية", "لكل من يتحدث العربية أو يتعلمها.", IsPrivate: false),
        new("release-notes", "Posts only, please", "What went out, when, and how to turn it off.", IsPrivate: false),
        new("travel", "", "Trips, trains, and where to eat.", IsPrivate: false),
        new("running", "Saturday 8:00 at the bridge", "Slow is fine.", IsPrivate: false),
        new("leads", "Agenda is pinned in the topic of the week", "Where team leads plan.", IsPrivate: true),
        new("data", "", "Pipelines, dashboards, definitions.", IsPrivate: false),
        new("research", "Reading group on Fridays", "Papers and experiments.", IsPrivate: false),
        new("pets", "Pictures needed", "Cats, dogs, and one tortoise.", IsPrivate: false),
        new("gardening", "", "Balconies count.", IsPrivate: false),
        new("français", "Ici, on parle français", "Pour celles et ceux qui parlent français, ou l’apprennent.", IsPrivate: false),
        new("中文", "用中文聊天", "给说中文和学中文的人。", IsPrivate: false),
        new("mobile", "", "Apps for phones and tablets.", IsPrivate: false),
        new("documentation", "Style guide is in the repository", "Words for people who use what we make.", IsPrivate: false),
        new("accessibility", "", "Keyboards, screen readers, contrast.", IsPrivate: false),
        new("games", "Chess ladder: see the board", "After hours.", IsPrivate: false),
        new("office", "Plants are watered on Mondays", "Keys, desks, deliveries.", IsPrivate: false),
    ];

    public static IReadOnlyList<ChannelIdea> Take(int count)
    {
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var idea = Ideas[number % Ideas.Length];
                var round = number / Ideas.Length + 1;
                return round == 1 ? idea : idea with { Name = string.Create(CultureInfo.InvariantCulture, $"{idea.Name}-{round}") };
            }),
        ];
    }
}
