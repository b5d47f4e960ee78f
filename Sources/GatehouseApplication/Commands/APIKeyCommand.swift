import ArgumentParser

/// `gatehouse apikey`.
struct APIKeyCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "apikey",
            abstract: "Make, list, replace and revoke API keys.",
            discussion: """
                API keys are for programs that cannot get tokens. A server takes them where auth.methods has api_key:

                  \(Application.current.name) apikey create --subject backup --expires 90d --note "nightly job"
                  \(Application.current.name) apikey list
                  \(Application.current.name) apikey rotate KEY --overlap 1d
                  \(Application.current.name) apikey revoke KEY

                KEY is a key's number, which `list` shows. They are kept as hashes in the data folder, where a running \
                server sees a change within a second.
                """,
            subcommands: [
                APIKeyCreateCommand.self, APIKeyListCommand.self, APIKeyRotateCommand.self, APIKeyRevokeCommand.self,
            ]
        )
    }
}
