using System.CommandLine;
using Federation.Cli.Shell;
using Federation.Curation.Models;

namespace Federation.Cli.Curate;

/// <summary><c>federation curate train</c>: a model of persons and addresses from labelled texts.</summary>
internal static class TrainCommand
{
    private const int RoundsUsual = 5;
    private const int RoundsMax = 50;
    private const int GeneratedMax = 1_000_000;
    private const int Seed = 1;

    public static Command Create()
    {
        var input = CurateOptions.Input("LABELLED.jsonl");
        var output = new Option<string>("--out", "-o") { Description = "Where to write the model.", Required = true };
        var rounds = new Option<int>("--rounds")
        {
            Description = $"How often every text is learnt, 1 to {RoundsMax}.",
            DefaultValueFactory = _ => RoundsUsual,
        };
        var generated = new Option<int>("--generated")
        {
            Description = "How many generated texts to learn from as well; the same ones every time.",
        };
        var command = new Command(
            "train", "Trains a model of persons and addresses on documents with 'spans', on this machine only.")
        {
            input, output, rounds, generated,
        };
        command.SetAction((parsed, cancellationToken) => Task.FromResult(Run(
            Terminal.Of(parsed), parsed.GetRequiredValue(input), parsed.GetRequiredValue(output),
            Within("--rounds", parsed.GetValue(rounds), 1, RoundsMax),
            Within("--generated", parsed.GetValue(generated), 0, GeneratedMax), cancellationToken)));
        return command;
    }

    private static int Run(
        Terminal terminal, string path, string target, int rounds, int generated, CancellationToken cancellationToken)
    {
        var meter = new Meter(terminal, TimeProvider.System);
        var texts = Read(path, meter, cancellationToken);
        if (!texts.SelectMany(text => text.Spans).Any())
        {
            throw new CommandException(ExitCodes.Usage, $"{path}: no line has 'spans' to learn from.");
        }

        texts.AddRange(GeneratedTexts.Make(Seed, generated));
        var trainer = new ModelTrainer();
        foreach (var text in Enumerable.Range(0, rounds).SelectMany(round => TrainingOrder.Of(texts, round)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            trainer.Learn(text.Text, text.Spans);
        }

        var model = trainer.ToModel();
        var part = target + ".part";
        File.WriteAllBytes(part, model.File.Span);
        File.Move(part, target, overwrite: true);
        if (terminal.IsJson)
        {
            terminal.WriteJson(new
            {
                Texts = texts.Count,
                Rounds = rounds,
                model.Sha256,
                LengthBytes = model.File.Length,
            });
        }
        else
        {
            terminal.Output.WriteLine($"{target}: sha256 {model.Sha256}");
        }

        terminal.Advise("A model holds traces of the texts that it learnt from: keep it where you keep them.");
        return meter.Finish($"{texts.Count} texts learnt");
    }

    private static List<TrainingText> Read(string path, Meter meter, CancellationToken cancellationToken)
    {
        var texts = new List<TrainingText>();
        foreach (var line in TextLines.Read(path, meter, cancellationToken))
        {
            if (line.Fault is not null)
            {
                meter.CountFault(path, line);
            }
            else if (LabelledLine.Of(line) is { IsWhole: true } labels)
            {
                texts.Add(new TrainingText(line.Text, labels.Spans));
            }
            else
            {
                meter.CountFault(path, line with { Fault = "a span does not stand within its text" });
            }
        }

        return texts;
    }

    private static int Within(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new CommandException(ExitCodes.Usage, $"{option} must be from {least} to {most}.");
}
