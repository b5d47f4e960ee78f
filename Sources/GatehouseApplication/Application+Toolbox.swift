public import Gatehouse

extension Application {
    /// Describes an application that serves what toolboxes declare.
    ///
    /// ```swift
    /// await Application("greeter", Greeter()).run()
    /// ```
    ///
    /// Toolboxes that need something opened first, or dependencies, are made in the closure of
    /// ``init(_:title:version:summary:instructions:roles:open:)``.
    ///
    /// - Parameters:
    ///   - name: The program's name, as it is typed.
    ///   - toolbox: What the server offers.
    ///   - others: What it offers besides, listed after that.
    ///   - summary: What the program is, in a sentence for `--help`.
    public init(
        _ name: String,
        _ toolbox: any Toolbox,
        _ others: any Toolbox...,
        title: String? = nil,
        version: String = "0.1.0",
        summary: String = "A server for the Model Context Protocol.",
        instructions: String? = nil,
        roles: [Role] = []
    ) {
        self.init(
            name, title: title, version: version, summary: summary, instructions: instructions, roles: roles
        ) { _ in
            others.reduce(toolbox.components) { $0 + $1.components }
        }
    }
}
