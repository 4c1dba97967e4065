import AuraCore
import Glibc

/// The program `aura`.
@main
enum Aura {
    static func main() async {
        ProcessGuard.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let interruption = Interruption { signal in
            let stream = StandardStream.error
            Messages(
                isJSON: ArgumentScan.wantsJSON(arguments), isQuiet: false, isVerbose: false, style: .plain
            ) { stream.write($0) }.error(ErrorReport(CancellationError(), stoppedBy: signal))
        }
        let signals = interruption.start()
        let run = CommandLineRun(arguments: arguments, environment: .ofProcess, interruption: interruption)
        let status = await run.run()
        withExtendedLifetime(signals) { exit(status.rawValue) }
    }
}
