namespace Parley.Realtime.Tests.Simulation;

internal enum StepKind
{
    Post,
    Join,
    Leave,
    Connect,
    ConnectFresh,
    Disconnect,
    Deliver,
    Repeat,
    Lose,
    DeliverToAccount,
    RepeatToAccount,
    Take,
    Look,
    Answer,
    Fail,
    Run,
    Poll,
    Wait,
}

/// <summary>One step of a simulation; the two numbers pick among what there is.</summary>
internal readonly record struct Step(StepKind Kind, int First, int Second)
{
    public override string ToString() => $"new(StepKind.{Kind}, {First}, {Second})";
}
