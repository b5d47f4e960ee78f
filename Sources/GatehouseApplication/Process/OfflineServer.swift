import Gatehouse
import Logging

/// A server that is put together to be asked about itself, and never listens.
struct OfflineServer {
    let configuration: ServerConfiguration

    /// Opens the application on the data folder, makes its server, and closes everything again.
    ///
    /// - Parameters:
    ///   - callers: Establishes who calls.
    ///   - ask: What is asked of the server.
    func ask<Answer: Sendable>(
        callers: (Composition, Launch) async throws -> Callers,
        _ ask: (Server, Components) async throws -> Answer
    ) async throws -> Answer {
        var logger = Logger(label: Application.current.name) { label in
            ConsoleLogHandler(label: label, threshold: LogThreshold(.error), format: .text)
        }
        logger.logLevel = .error
        try DataFolder(path: configuration.server.data).prepare()
        let launch = Launch(dataFolder: configuration.server.data, logger: logger)
        do {
            let answer = try await answer(launch, logger, callers, ask)
            await launch.close()
            return answer
        } catch {
            await launch.close()
            throw error
        }
    }

    private func answer<Answer: Sendable>(
        _ launch: Launch,
        _ logger: Logger,
        _ callers: (Composition, Launch) async throws -> Callers,
        _ ask: (Server, Components) async throws -> Answer
    ) async throws -> Answer {
        let composition = Composition(configuration: configuration, logger: logger)
        do {
            let components = try await Application.current.open(launch)
            let callers = try await callers(composition, launch)
            let server = try composition.server(components, authenticator: callers.authenticator)
            do {
                await callers.load(logger)
                let answer = try await ask(server, components)
                await callers.close()
                return answer
            } catch {
                await callers.close()
                throw error
            }
        } catch let failure as ApplicationError {
            throw CommandFailure(.configuration, failure.description)
        } catch let error as RegistrationError {
            throw CommandFailure(.configuration, error.message)
        }
    }
}
