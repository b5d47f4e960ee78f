import ArgumentParser
import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the process begins, and where every error becomes a sentence and an exit status.
@main
struct EntryPoint {
    static func main() async {
        do {
            var command = try RootCommand.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            LogWriter.standardError.flush()
        } catch let failure as CommandFailure {
            end(failure)
        } catch let error as ConfigurationError {
            end(CommandFailure(error))
        } catch  where isOfParser(error) {
            RootCommand.exit(withError: error)
        } catch {
            end(CommandFailure(.defect, "unexpected error: \(error)"))
        }
    }

    private static func end(_ failure: CommandFailure) -> Never {
        LogWriter.standardError.flush()
        if !failure.message.isEmpty { StandardStream.error.write("gatehouse: \(failure.message)\n") }
        exit(failure.status.rawValue)
    }

    /// Whether an error belongs to ArgumentParser, which prints help, versions and usage by such errors.
    private static func isOfParser(_ error: any Error) -> Bool {
        RootCommand.exitCode(for: error) != .failure
    }
}
