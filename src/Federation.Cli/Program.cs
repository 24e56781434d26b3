using System.Text;
using Federation.Cli.Shell;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await FaultBoundary.RunAsync(args, Console.Out, Console.Error);
