import AuraCore
import Glibc

/// The program `aura`.
@main
enum Aura {
    static func main() async {
        ProcessGuard.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let interruption = Interruption { signal in
            // The terminal has shown ^C on this line.
            if StandardStream.error.isTerminal { StandardStream.error.write("\n") }
            Messages(arguments, environment: .ofProcess)
                .error(ErrorReport(CancellationError(), stoppedBy: signal))
        }
        let signals = interruption.start()
        let run = CommandLineRun(arguments: arguments, environment: .ofProcess, interruption: interruption)
        let status = await run.run()
        withExtendedLifetime(signals) { exit(status.rawValue) }
    }
}
