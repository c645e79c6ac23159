using CsCheck;
using Parley.Compliance;
using Parley.Modules.Channels.Log;
using Parley.Storage.Postgres;
using Parley.Storage.Sqlite;
using Parley.Testing;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>
/// The log and the state it makes agree, whatever is done at the same time and whatever breaks between a commit and its answer. A failure prints its
/// seed; as tasks run freely the same seed may need several runs to fail again.
/// </summary>
public sealed class LogProperties
{
    // A few seconds each. PARLEY_LOG_RUNS asks for more, for a night or after a change to the stores.
    private static readonly int? Runs = int.TryParse(Environment.GetEnvironmentVariable("PARLEY_LOG_RUNS"), out var runs) ? runs : null;

    private static readonly Gen<StepKind> Kinds = Gen.Frequency(
        (10, Gen.Const(StepKind.Post)),
        (5, Gen.Const(StepKind.Repost)),
        (6, Gen.Const(StepKind.Edit)),
        (5, Gen.Const(StepKind.Delete)),
        (8, Gen.Const(StepKind.React)),
        (4, Gen.Const(StepKind.TakeBack)),
        (4, Gen.Const(StepKind.Join)),
        (3, Gen.Const(StepKind.AddOther)),
        (2, Gen.Const(StepKind.Leave)),
        (1, Gen.Const(StepKind.Archive)),
        (2, Gen.Const(StepKind.Restore)),
        (2, Gen.Const(StepKind.Rename)),
        (1, Gen.Const(StepKind.RemoveFromWorkspace)),
        (2, Gen.Const(StepKind.ReturnToWorkspace)));

    private static readonly Gen<Step[]> Steps =
        Gen.Select(Kinds, Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 99], (kind, channel, actor, pick) => new Step(kind, channel, actor, pick)).Array[0, 40];

    // The first one is none, so that whoever tries again comes through.
    private static readonly Gen<Fault[]> Faults =
        Gen.Frequency((6, Gen.Const(Fault.None)), (1, Gen.Const(Fault.Before)), (2, Gen.Const(Fault.After))).Array[0, 20].Select(faults => (Fault[])[Fault.None, .. faults]);

    private static readonly Gen<Plan> Plans = Gen.Select(Steps.Array[1, 4], Faults, Gen.Int[1, 6], (tasks, faults, batchPosts) => new Plan(tasks, faults, batchPosts));

    [Fact]
    public async Task Log_and_state_agree_on_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("parley-log-").FullName;
        await using (var stores = new Stores(services => services.AddSqliteStorage(Path.Combine(folder, "parley.db"))))
        {
            AssertAllWasTried(Check([stores], Runs ?? 150));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Log_and_state_agree_on_two_nodes_over_PostgreSQL()
    {
        var database = PostgresServer.Shared.CreateDatabase();
        await using var one = new Stores(services => services.AddPostgresStorage(database));
        await using var another = new Stores(services => services.AddPostgresStorage(database));
        Check([one, another], Runs ?? 60);
    }

    /// <returns>How often each kind of operation had which outcome.</returns>
    private static Dictionary<string, int> Check(Stores[] nodes, int runs)
    {
        nodes[0].Migrator.Migrate();
        var tried = new Dictionary<string, int>();
        Plans.Sample(
            plan =>
            {
                foreach (var attempt in RunAsync(plan, nodes).GetAwaiter().GetResult())
                {
                    var name = $"{attempt.Operation.GetType().Name} {(attempt.Outcome is RemovedFromWorkspace removed ? removed.Outcome : attempt.Outcome.GetType().Name)}";
                    tried[name] = tried.GetValueOrDefault(name) + 1;
                }
            },
            iter: runs,
            threads: 1,
            print: plan => $"{plan.Tasks.Length} tasks, {string.Join("; ", plan.Tasks.Select(steps => string.Join(", ", steps)))}, faults {string.Join(", ", plan.Faults)}");

        return tried;
    }

    private static void AssertAllWasTried(Dictionary<string, int> tried)
    {
        // What is not tried is not proved.
        string[] wanted =
        [
            "MessageDraft Posted", "MessageDraft Repeated", "MessageDraft NotAMember", "MessageDraft Archived",
            "EditMessage Applied", "EditMessage Unchanged", "EditMessage NotAMember", "EditMessage NotTheAuthor", "EditMessage NoSuchMessage",
            "EditMessage Deleted", "EditMessage Archived",
            "DeleteMessage Applied", "DeleteMessage Unchanged", "DeleteMessage NotTheAuthor", "DeleteMessage NoSuchMessage",
            "AddReaction Applied", "AddReaction Unchanged", "AddReaction NotAMember", "AddReaction NoSuchMessage", "AddReaction Deleted", "AddReaction Archived",
            "RemoveReaction Applied", "RemoveReaction Unchanged", "RemoveReaction NoSuchMessage",
            "AddMember Applied", "AddMember Unchanged", "AddMember NotAMember", "AddMember NotInWorkspace", "AddMember Archived",
            "RemoveMember Applied", "RemoveMember Unchanged",
            "Update Applied", "Update NameTaken", "Update Archived",
            "Guid Changed", "Guid LastOwner", "Guid NoSuchMember",
        ];
        Assert.Empty(wanted.Except(tried.Keys));
    }

    private static async Task<List<Attempt>> RunAsync(Plan plan, Stores[] nodes)
    {
        var run = await LogRun.RunAsync(plan, nodes);
        await run.DisposeAsync();
        await new LogCheck(run).CheckAsync();
        return run.Attempts;
    }
}
