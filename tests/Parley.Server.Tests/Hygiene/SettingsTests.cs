using Microsoft.Extensions.Options;
using Parley.Server.Configuration;
using Parley.Testing;

namespace Parley.Server.Tests.Hygiene;

/// <summary>A setting that would be ignored or misread stops the start with one line that names its key.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Parley:Databse", "x", "Parley:Database")]
    [InlineData("Parley:Accounts:SignInDay", "3", "Parley:Accounts:SignInDays")]
    [InlineData("Parley:Realtime:Ping", "3", "Parley:Realtime:PingAfter")]
    [InlineData("Parley:Database", "postgres", "sqlite:PATH")]
    [InlineData("Parley:Database", "sqlite:", "sqlite:data/parley.db")]
    [InlineData("Parley:Bus", "redis", "'memory'")]
    [InlineData("Parley:Bus", "postgres", "is SQLite")]
    [InlineData("Parley:Bus", "amqp://broker", "is SQLite")]
    [InlineData("Parley:Bus", "amqp:broker", "amqps://parley:…@broker.example.org/parley")]
    [InlineData("Parley:Logs", "xml", "json or text")]
    [InlineData("Parley:Roles", "gatway", "gateway,api")]
    [InlineData("Parley:Roles", "api,,gatway", "'gatway'")]
    [InlineData("Parley:Roles", " , ", "no role")]
    [InlineData("Parley:Roles", "", "no role")]
    [InlineData("Parley:TrustedProxies", "127.0.0.1, proxy.example.org", "'proxy.example.org'")]
    [InlineData("Parley:TrustedProxies", "10.0.0.0/33", "'10.0.0.0/33'")]
    [InlineData("Parley:Roles", "api,web", "Parley:Database")]
    public void A_key_that_is_unknown_or_says_nothing_we_know_stops_the_start(string key, string value, string advice)
    {
        var exception = Assert.Throws<SettingException>(() => ServerApp.Build([$"--{key}", value]));

        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Theory]
    [InlineData("Parley:Database", "Hots=db;Password=hunter2")]
    [InlineData("Parley:Bus", "ampq://parley:hunter2@broker")]
    public void A_value_that_may_hold_a_password_is_not_repeated(string key, string value)
    {
        var exception = Assert.Throws<SettingException>(() => ServerApp.Build([$"--{key}", value]));

        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Parley:SignUp", "maybe", "SignUp")]
    [InlineData("Parley:Accounts:FailuresPerAddress", "9", "FailuresPerAddress")]
    [InlineData("Parley:Accounts:PasswordHashRounds", "1000", "PasswordHashRounds")]
    [InlineData("Parley:Log:BatchPosts", "0", "BatchPosts")]
    [InlineData("Parley:Realtime:ConnectTimeout", "00:00:00", "ConnectTimeout")]
    [InlineData("Parley:PublicUrl", "chat", "PublicUrl")]
    public async Task A_value_out_of_range_stops_the_start(string key, string value, string name)
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestServer.StartAsync(database, (key, value)));

        Assert.Contains(name, exception.Message, StringComparison.Ordinal);
    }
}
