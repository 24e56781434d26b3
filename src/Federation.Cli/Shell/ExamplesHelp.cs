using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Federation.Cli.Shell;

/// <summary>Adds examples and exit codes to the help that the parser library writes.</summary>
internal static class ExamplesHelp
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["federation"] =
        [
            "federation catalog --profile trainer/profile.yaml",
            "federation query \"SELECT sex, COUNT(*), AVG(income) FROM people GROUP BY sex\" --epsilon 0.5",
            "federation sample notes --records 100 --out notes.jsonl",
            "federation audit verify state/audit --key demo.federation/adapter/a/audit+1a2b3c4d+AQ...",
        ],
        ["catalog"] = ["federation catalog", "federation catalog --json | jq '.silos[].datasets[].dataset'"],
        ["query"] =
        [
            "federation query \"SELECT COUNT(*) FROM people\" --epsilon 0.1",
            "federation query \"SELECT city, AVG(income) FROM people GROUP BY city\" --epsilon 0.5 --json",
        ],
        ["sample"] =
        [
            "federation sample notes --records 100 --out notes.parquet",
            "federation sample notes --records 50 --skip 100 --columns text,lang --out more.jsonl",
            "federation sample notes --records 100 --decontaminate ceval.jsonl --backfill 10 --out clean.jsonl",
            "federation sample notes --records 100 --removals-epsilon 0.2 --out notes.jsonl",
        ],
        ["audit verify"] =
        [
            "federation audit verify state/audit --key \"$(cat adapter.vkey)\"",
            "federation audit verify https://logs.example/a --key \"$(cat adapter.vkey)\"",
        ],
        ["audit fsck"] = ["federation audit fsck copy-of-the-log --key \"$(cat adapter.vkey)\" --json"],
        ["audit receipt"] =
        [
            "federation audit receipt receipts/hospital.receipt --key \"$(cat adapter.vkey)\"",
            "federation audit receipt receipts/hospital.receipt --policy witness-policy.txt",
        ],
        ["audit witness"] =
        [
            "federation audit witness --name witness.example/w1 --state w1 --log \"$(cat adapter.vkey)\"",
        ],
        ["audit shard"] =
        [
            "federation audit shard --adapter adapter.yaml",
            "federation audit shard --broker broker.yaml --json",
        ],
        ["audit retain"] =
        [
            "federation audit retain state/audit --before 2026-01-01",
            "federation audit retain public-copy --before 512",
        ],
        ["audit rotate-key"] =
        [
            "federation audit rotate-key --adapter adapter.yaml",
            "federation audit rotate-key --broker broker.yaml --json",
        ],
        ["keys init"] =
        [
            "federation keys init --out keys --federation demo.federation --broker hub \\",
            "    --adapter a --adapter b --trainer lab --auditor office",
        ],
        ["privacy noise"] =
        [
            "federation privacy noise --mechanism discrete-laplace --scale 10/3 --draws 1000000 --json",
            "federation privacy noise --mechanism discrete-gaussian --sigma2 16",
        ],
        ["privacy compose"] =
        [
            "federation privacy compose batch.json, where batch.json holds",
            "    {\"delta\": 1e-6, \"mechanisms\": [{\"type\": \"discrete_laplace\", \"scale\": 10, \"count\": 100},",
            "     {\"type\": \"discrete_gaussian\", \"sigma\": 4, \"sensitivity\": 1, \"count\": 16},",
            "     {\"type\": \"laplace\", \"b\": 2}, {\"type\": \"gaussian\", \"sigma\": \"10/3\"},",
            "     {\"type\": \"pure\", \"epsilon\": 0.1}, {\"type\": \"approx\", \"epsilon\": 0.1, \"delta\": 1e-9}]}",
        ],
        ["privacy select"] = ["federation privacy select --epsilon 1 --delta 1e-6 --units 14"],
        ["adapter run"] = ["federation adapter run --config adapter.yaml"],
        ["adapter check"] =
        [
            "federation adapter check --config adapter.yaml",
            "federation adapter check --policies policies/people.yaml",
        ],
        ["adapter preview"] =
        [
            "federation adapter preview --config adapter.yaml --dataset people --sample 5 --column note",
            "federation adapter preview --config adapter.yaml --dataset people --epsilon 0.5 \\",
            "    --sql \"SELECT sex, AVG(income) FROM people GROUP BY sex\"",
        ],
        ["adapter draft"] =
        [
            "federation adapter draft people.csv --unit person_id --out policies/people.yaml",
            "federation adapter draft clinic.sqlite --table visits --unit patient > policies/visits.yaml",
        ],
        ["adapter grant"] =
        [
            "federation adapter grant --policy policies/people.yaml --id lab-2026 \\",
            "    --trainer keys/trainer/lab/public.yaml \\",
            "    --deliveries statistics,samples --purposes research --from 2026-01-01 --until 2027-01-01 \\",
            "    --epsilon 1 --requests 1000 --records 500 --dry-run",
        ],
        ["adapter slice"] = [
            "federation adapter slice --config adapter.yaml --lineage town --to 93ab… --epsilon 0.5 --out slice.json"],
        ["budget"] = [
            "federation budget --config adapter.yaml", "federation budget --profile profile.yaml --json"],
        ["console sign-in"] =
        [
            "federation console sign-in --keys keys/auditor/office --federation demo.federation --broker hub \\",
            "    --url https://127.0.0.1:7600",
        ],
        ["curate scan"] =
        [
            "federation curate scan reviews.jsonl",
            "federation curate scan reviews.jsonl --json | jq -c 'select(.findings != [])'",
        ],
        ["curate redact"] =
        [
            "federation curate redact reviews.jsonl clean.jsonl",
            "federation curate redact reviews.jsonl clean.jsonl --types email,phone --keep lang,source",
            "federation curate redact notes.jsonl clean.jsonl --transform phone=mask,person=pseudonym \\",
            "    --key-file pseudonyms.key --release 2026-11 --trainer lab",
        ],
        ["curate evaluate"] =
        [
            "federation curate evaluate labelled.jsonl",
            "federation curate evaluate labelled.jsonl --json | jq '.types[] | {type, recall}'",
        ],
        ["curate explain"] =
        [
            "federation curate explain reviews.jsonl --quality fineweb2_cmn --dedup",
            "federation curate explain reviews.jsonl --id 4711 --transform phone=mask --json | jq .stages",
        ],
        ["curate preview"] =
        [
            "federation curate preview reviews.jsonl --limit 5",
            "federation curate preview reviews.jsonl --id 4711 --page preview.html",
        ],
        ["curate train"] =
        [
            "federation curate train labelled.jsonl --out names.model",
            "federation curate train labelled.jsonl --generated 20000 --out names.model",
            "federation curate evaluate held-out.jsonl --model names.model",
        ],
        ["curate prepare"] =
        [
            "federation curate prepare --config adapter.yaml",
            "federation curate prepare --config adapter.yaml --json | jq '.datasets[] | {dataset, isKept}'",
        ],
        ["curate dedup"] =
        [
            "federation curate dedup reviews.jsonl --threshold 0.8 > duplicates.jsonl",
            "federation curate dedup today.jsonl --state reviews.seen",
            "federation curate dedup reviews.jsonl -q | jq -r 'select(.cluster) | .cluster[1:][]' > drop.txt",
        ],
        ["curate decontaminate"] =
        [
            "federation curate decontaminate --eval gsm8k.jsonl --eval ceval.jsonl pages.jsonl --out clean.jsonl",
            "federation curate decontaminate --eval ceval.jsonl pages.jsonl -q | jq -r .id > drop.txt",
        ],
        ["broker run"] = ["federation broker run --config broker.yaml"],
        ["demo data"] = ["federation demo data --out demo"],
    };

    /// <summary>Replaces the action of the help option.</summary>
    public static void Attach(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            if (option.Action is HelpAction help)
            {
                option.Action = new Extended(help);
            }
        }
    }

    private sealed class Extended(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (Examples.TryGetValue(PathOf(parseResult), out var examples))
            {
                output.WriteLine("Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            output.WriteLine(ExitCodes.Explained);
            return result;
        }

        private static string PathOf(ParseResult parsed)
        {
            var names = new Stack<string>();
            for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent;
                result = parent)
            {
                names.Push(result.Command.Name);
            }

            return names.Count == 0 ? "federation" : string.Join(' ', names);
        }
    }
}
