using Parley.Terraform.Tests.Policies;

namespace Parley.Terraform.Tests.Emulator;

/// <summary>
/// The whole of an environment, as its pipeline would make it: bootstrap, then every layer, on an empty account. It must apply without an error, change nothing when it is planned again, be what
/// AWS's own interface says that it is, keep the rules of the platform, and leave nothing when it is destroyed.
/// </summary>
public abstract class EnvironmentSuite(string environment)
{
    [Fact]
    public async Task Applies_is_stable_is_what_it_should_be_and_goes_without_a_trace()
    {
        TerraformProgram.SkipWhereMissing();
        AwsEmulator.SkipWhereMissing();
        var aws = await AwsEmulator.StartAsync();
        var tested = new EnvironmentOnEmulator(environment, aws);
        var account = new Account(aws, tested.Name);
        var empty = await account.ContentsAsync();

        AssertRules(await tested.ApplyBootstrapAsync());
        foreach (var layer in EnvironmentOnEmulator.Layers)
        {
            AssertRules(await tested.ApplyAsync(layer));
        }

        foreach (var layer in EnvironmentOnEmulator.Layers)
        {
            var (changes, plan) = await tested.PlanAgainAsync(layer);
            Assert.Equal("", changes);
            AssertRules(plan);
            Assert.Empty(PlatformRules.Unread(plan));
        }

        await account.AssertAsync();
        await AssertOwnAsync(account);

        foreach (var layer in EnvironmentOnEmulator.Layers.Reverse())
        {
            await LiftProtectionAsync(tested, layer);
            await tested.DestroyAsync(layer, DestroyOptions(layer));
        }

        await tested.DestroyBootstrapAsync();
        var left = await account.ContentsAsync();
        Assert.Empty(left.Where(one => one.Value != empty[one.Key]).Select(one => $"{one.Value} {one.Key} instead of {empty[one.Key]}"));
        aws.Stop();
    }

    private static void AssertRules(Plan plan)
    {
        Assert.NotEmpty(plan.Resources);
        Assert.Empty(PlatformRules.Broken(plan));
    }

    /// <summary>What this environment has, and the other has not.</summary>
    private protected abstract Task AssertOwnAsync(Account account);

    /// <summary>Before a layer is destroyed: what its protection asks for first.</summary>
    private protected virtual Task LiftProtectionAsync(EnvironmentOnEmulator tested, string layer)
    {
        return Task.CompletedTask;
    }

    private protected virtual string[] DestroyOptions(string layer)
    {
        return [];
    }
}
