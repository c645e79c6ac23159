namespace Parley.Terraform.Tests.Emulator;

public sealed class ProductionTests() : EnvironmentSuite("production")
{
    private protected override async Task AssertOwnAsync(Account account)
    {
        Assert.Equal(3, await account.CountNatGatewaysAsync());
        await account.AssertDatabaseRefusesDeletionAsync();
        await account.AssertCopiesOfBackupsAsync("eu-west-1");
    }

    /// <summary>As docs/deploy-aws.md says: first an apply that lifts the protection, then the destruction.</summary>
    private protected override async Task LiftProtectionAsync(EnvironmentOnEmulator tested, string layer)
    {
        if (layer == "data")
        {
            await tested.ApplyAsync(layer, "-var", "protected=false");
        }
    }

    private protected override string[] DestroyOptions(string layer)
    {
        return layer == "data" ? ["-var", "protected=false"] : [];
    }
}
