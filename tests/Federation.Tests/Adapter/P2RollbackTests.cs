using Federation.Audit;

namespace Federation.Tests.Adapter;

/// <summary>P2: spent budget does not come back with an older copy of the state.</summary>
public sealed class P2RollbackTests
{
    [Fact]
    public async Task An_adapter_whose_state_was_copied_back_from_before_a_debit_does_not_start()
    {
        await using var rig = new AdapterRig { LineageEpsilonMicrosMax = 1_000 };
        rig.GuardFolder = Path.Combine(rig.Folder, "guard");
        await rig.StartAsync();
        await rig.AskAsync(600);
        await rig.Core.DisposeAsync();
        Copy(rig.StateFolder, Path.Combine(rig.Folder, "backup"));
        await rig.StartAsync();
        await rig.AskAsync(400, request => P2FundedTests.Distinguish(request, 1));
        await rig.Core.DisposeAsync();
        Directory.Delete(rig.StateFolder, recursive: true);
        Copy(Path.Combine(rig.Folder, "backup"), rig.StateFolder);

        var damage = await Assert.ThrowsAsync<AuditLogDamagedException>(() => rig.StartAsync());

        Assert.Equal(3, damage.Index); // INTENT, RELEASE and OUTCOME of the first question are there.
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
