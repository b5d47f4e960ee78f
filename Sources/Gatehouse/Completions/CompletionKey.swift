import GatehouseJSON
import GatehouseProtocol

/// What a completion is registered under: what it completes, compared byte by byte.
struct CompletionKey: Sendable, Hashable {
    /// What the argument belongs to.
    enum Owner: Sendable, Hashable {
        case prompt(ExactString)
        case template(ExactString)
    }

    let owner: Owner
    let argument: ExactString

    init(_ owner: Owner, argument: String) {
        self.owner = owner
        self.argument = ExactString(argument)
    }

    init(_ reference: CompletionReference, argument: String) {
        switch reference {
        case .prompt(let prompt): self.init(.prompt(ExactString(prompt.name)), argument: argument)
        case .resource(let template): self.init(.template(ExactString(template.uri)), argument: argument)
        }
    }

    /// The completion as error messages name it.
    var label: String {
        switch owner {
        case .prompt(let name): "completion of argument \"\(argument.text)\" of prompt \"\(name.text)\""
        case .template(let uri): "completion of variable \"\(argument.text)\" of resource template \"\(uri.text)\""
        }
    }
}
