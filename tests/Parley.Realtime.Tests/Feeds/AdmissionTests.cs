using Parley.Realtime.Feeds;

namespace Parley.Realtime.Tests.Feeds;

public sealed class AdmissionTests
{
    [Fact]
    public async Task So_many_are_in_and_the_others_follow_in_line()
    {
        var admission = new Admission(places: 2);
        await admission.EnterAsync(TestContext.Current.CancellationToken);
        await admission.EnterAsync(TestContext.Current.CancellationToken);
        var third = admission.EnterAsync(TestContext.Current.CancellationToken).AsTask();
        var fourth = admission.EnterAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(third.IsCompleted);

        admission.Leave();

        await third;
        Assert.False(fourth.IsCompleted);
        admission.Leave();
        await fourth;
    }

    [Fact]
    public async Task Who_gives_up_in_line_takes_no_place()
    {
        using var impatience = new CancellationTokenSource();
        var admission = new Admission(places: 1);
        await admission.EnterAsync(TestContext.Current.CancellationToken);
        var impatient = admission.EnterAsync(impatience.Token).AsTask();
        var patient = admission.EnterAsync(TestContext.Current.CancellationToken).AsTask();

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        admission.Leave();

        await patient;
        admission.Leave();
        await admission.EnterAsync(TestContext.Current.CancellationToken);
    }
}
