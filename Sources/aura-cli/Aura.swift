import AuraCore
import Glibc

/// The program `aura`.
@main
enum Aura {
    static func main() async {
        ProcessGuard.prepare()
        let arguments = Array(CommandLine.arguments.dropFirst())
        let interruption = Interruption { signal in
            Messages(arguments, environment: .ofProcess)
                .error(ErrorReport(CancellationError(), stoppedBy: signal))
        }
        let signals = interruption.start()
        let run = CommandLineRun(arguments: arguments, environment: .ofProcess, interruption: interruption)
        let status = await run.run()
        withExtendedLifetime(signals) { exit(status.rawValue) }
    }
}
