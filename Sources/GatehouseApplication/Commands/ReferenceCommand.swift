import ArgumentParser

/// `gatehouse configuration-reference`, which writes the tables of `docs/configuration.md`.
struct ReferenceCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "configuration-reference",
            abstract: "Print the reference of the configuration in Markdown.",
            shouldDisplay: false
        )
    }

    func run() {
        StandardStream.output.write(ConfigurationReference.markdown)
    }
}
