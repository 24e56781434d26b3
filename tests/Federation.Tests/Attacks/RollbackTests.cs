using Federation.Audit;
using Federation.Tests.Adapter;

namespace Federation.Tests.Attacks;

/// <summary>Puts back the whole state of an adapter as it was before a debit, and asks with the budget that it shows.
/// </summary>
public sealed class RollbackTests
{
    [Fact]
    public async Task A_state_from_before_a_debit_does_not_start_beside_its_guard() =>
        Assert.False(await AttackAsync(isGuarded: true));

    /// <summary>The weakened copy is an adapter whose policy names no guard: nothing outside its state remembers.
    /// </summary>
    [Fact]
    public async Task Control_without_a_guard_the_budget_is_there_again() =>
        Assert.True(await AttackAsync(isGuarded: false));

    private static async Task<bool> AttackAsync(bool isGuarded)
    {
        await using var rig = new AdapterRig { LineageEpsilonMicrosMax = 1_000 };
        rig.GuardFolder = isGuarded ? Path.Combine(rig.Folder, "guard") : null;
        await rig.StartAsync();
        await rig.Core.DisposeAsync();
        var backup = new StateCopy(rig.StateFolder);
        backup.Take();
        await rig.StartAsync();
        Assert.True(await Attacker.IsAnsweredAsync(rig, 1_000, 1));
        Assert.False(await Attacker.IsAnsweredAsync(rig, 1_000, 2));
        await rig.Core.DisposeAsync();
        backup.PutBack();
        try
        {
            await rig.StartAsync();
        }
        catch (AuditLogDamagedException)
        {
            return false;
        }

        return await Attacker.IsAnsweredAsync(rig, 1_000, 2);
    }
}
