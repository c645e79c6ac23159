namespace Parley.Terraform.Tests.Emulator;

public sealed class StagingTests() : EnvironmentSuite("staging")
{
    private protected override async Task AssertOwnAsync(Account account)
    {
        Assert.Equal(1, await account.CountNatGatewaysAsync());
        Assert.Equal("false", (await account.DatabaseAsync()).Element("DeletionProtection")!.Value);
    }
}
