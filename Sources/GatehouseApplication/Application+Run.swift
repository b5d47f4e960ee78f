import ArgumentParser
import Gatehouse

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Application {
    /// Does what the process's command line says: returns where that is done, and ends the process with a sentence and an
    /// exit status where it is not.
    public func run() async {
        await Self.$current.withValue(self) { await carryOut() }
    }

    private func carryOut() async {
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
        } catch  where Self.isOfParser(error) {
            RootCommand.exit(withError: error)
        } catch {
            end(CommandFailure(.defect, "unexpected error: \(error)"))
        }
    }

    private func end(_ failure: CommandFailure) -> Never {
        LogWriter.standardError.flush()
        if !failure.message.isEmpty { StandardStream.error.write("\(name): \(failure.message)\n") }
        exit(failure.status.rawValue)
    }

    /// Whether an error belongs to ArgumentParser, which prints help, versions and usage by such errors.
    private static func isOfParser(_ error: any Error) -> Bool {
        RootCommand.exitCode(for: error) != .failure
    }
}
