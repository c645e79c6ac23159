using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>Text of a value stays that text, whatever YAML or a template would make of it.</summary>
public sealed class HostileTests
{
    [Theory]
    [InlineData("Parley__SignUp", "open\"\n          - name: EVIL\n            value: \"1")]
    [InlineData("Parley__Logs", "{{ fail \"no\" }}")]
    [InlineData("Parley__LinkPreviews__Ports", "yes")]
    [InlineData("Parley__S3__Downloads", "'; rm -rf / #")]
    public async Task A_setting_is_told_as_it_is(string variable, string value)
    {
        var (manifests, _) = await Chart.ReadAsync("hostile");
        var told = manifests.Get("Deployment", "parley-all").Pod!.Containers.Single().Env.ToList();

        Assert.Equal(value, told.Single(one => one.Text("name") == variable).Text("value"));
        Assert.DoesNotContain(told, one => one.Text("name") == "EVIL");
    }

    [Fact]
    public async Task Nothing_else_comes_of_it()
    {
        var (hostile, _) = await Chart.ReadAsync("hostile");
        var (small, _) = await Chart.ReadAsync("small");

        Assert.Equal(small.All.Select(manifest => manifest.ToString()), hostile.All.Select(manifest => manifest.ToString()));
    }

    [Fact]
    public async Task A_password_arrives_as_it_is()
    {
        var (manifests, _) = await Chart.ReadAsync("postgres");
        var secret = manifests.Get("Secret", "parley-all-database").Json;

        Assert.Equal("pa$$ \"word: {{ .Values }} #", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(secret.Text("data", "password")!)));
    }
}
