import ArgumentParser
import Gatehouse

/// `gatehouse matrix`.
struct MatrixCommand: AsyncParsableCommand {
    /// How the matrix is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, json
    }

    static var configuration: CommandConfiguration {
        let name = Application.current.name
        return CommandConfiguration(
            commandName: "matrix",
            abstract: "Show who may use what: a row for every component, a column for every role.",
            discussion: """
                It works from the configuration and the data folder of a server, which need not run:

                  \(name) matrix
                  \(name) matrix --roles reader,editor
                  \(name) matrix --config gatehouse.yaml --format csv > permissions.csv
                  \(name) matrix --format json | jq '.components[] | select(.kind == "tool")'

                "yes" and "no" hold whatever the arguments; "if" means that the arguments decide, by the conditions below \
                the table. The last column is a caller without any role. Guards that are functions are not asked.
                """
        )
    }

    @Option(help: ArgumentHelp("The roles to show, with commas between them; by default all.", valueName: "role,…"))
    var roles: String?

    @Option(help: "The tenant of the callers; roles of one tenant are shown in that one.")
    var tenant: String?

    @Option(help: "The format: text, csv or json.")
    var format: Format = .text

    @OptionGroup var folder: DataOptions

    func run() async throws {
        let configuration = try folder.load()
        let columns = try columns(configuration)
        let matrix = try await OfflineServer(configuration: configuration).ask(
            callers: { _, _ in Callers(authenticator: FixedAuthenticator(Principal(subject: "nobody", method: .local)))
            },
            { server, _ in server.registry.matrix(of: columns.map(\.principal)) })
        let text = MatrixText(columns: columns.map(\.label), matrix: matrix)
        switch format {
        case .text: StandardStream.output.write(text.table)
        case .csv: StandardStream.output.write(text.csv)
        case .json: StandardStream.output.write(text.json.description + "\n")
        }
    }

    private func columns(
        _ configuration: ServerConfiguration
    ) throws(CommandFailure) -> [(label: String, principal: Principal)] {
        let known = configuration.roles
        let asked = roles.map(TokenCommand.names) ?? known.map(\.name)
        var columns: [(label: String, principal: Principal)] = []
        for name in asked {
            guard let role = known.first(where: { $0.name == name }) else {
                let nearest = NearestName.nearest(to: name, among: known.map(\.name)).map { "did you mean \($0)?" }
                throw CommandFailure(
                    .usage,
                    "--roles: there is no role \(quoted(name)); "
                        + (nearest ?? "the roles are \(known.map(\.name).joined(separator: ", "))"))
            }
            columns.append((role.tenant.map { "\(name)@\($0)" } ?? name, caller([name], role.tenant ?? tenant)))
        }
        columns.append(("(no role)", caller([], tenant)))
        return columns
    }

    private func caller(_ roles: Set<String>, _ tenant: String?) -> Principal {
        var principal = Principal(subject: "somebody", roles: roles, method: .jwt)
        principal.tenant = tenant
        return principal
    }
}
