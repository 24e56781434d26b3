using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Client.Samples;
using Federation.Client.Verification;

namespace Federation.Cli.Commands.Audit;

/// <summary><c>federation audit receipt</c>: checks what a trainer was given, with arithmetic alone.</summary>
internal static class ReceiptCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A receipt, as query and sample keep them." };
        var key = new Option<string?>("--key", "-k")
        {
            Description = "The log's verifier key, from a source you trust; without it, the one in the receipt.",
        };
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "The fingerprint that the adapter's signing key must have.",
        };
        var policy = new Option<FileInfo?>("--policy")
        {
            Description = "A C2SP witness policy: a log that it names must have signed, and its quorum cosigned.",
        };
        var succession = new Option<FileInfo?>("--succession")
        {
            Description = "The log's public file 'succession', where its key changed more often than a receipt tells.",
        };
        var command = new Command("receipt", "Checks the signature and the receipt of one release.")
        {
            file, key, fingerprint, policy, succession,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var receipt = ReceiptFile.Read(await File.ReadAllBytesAsync(path, cancellationToken));
            if (parsed.GetValue(succession) is { } changes)
            {
                receipt = receipt.WithSuccession(
                    await File.ReadAllTextAsync(changes.FullName, cancellationToken));
            }

            var checkedReceipt = ReleaseCheck.Verify(receipt, parsed.GetValue(key), parsed.GetValue(fingerprint));
            if (CosignedCheck.Read(parsed.GetValue(policy)) is { } witnesses)
            {
                ReleaseCheck.VerifyWitnesses(receipt, witnesses);
            }

            Tell(Terminal.Of(parsed), checkedReceipt, isKeyGiven: parsed.GetValue(key) is not null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Tell(Terminal terminal, CheckedReceipt receipt, bool isKeyGiven)
    {
        if (terminal.IsJson)
        {
            terminal.WriteJson(receipt);
            return;
        }

        terminal.Say($"OK  entry {receipt.Index} of {receipt.Log}");
        terminal.Say($"    access {receipt.AccessId}, {receipt.PayloadType}");
        if (receipt.Fingerprint.Length > 0)
        {
            terminal.Say($"    signed by {receipt.Fingerprint}");
        }

        if (!isKeyGiven)
        {
            terminal.Advise("The log's key is the one in the receipt: compare it with one you trust (--key).");
        }
    }
}
