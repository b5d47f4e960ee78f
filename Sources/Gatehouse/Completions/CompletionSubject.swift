import GatehouseJSON
import GatehouseProtocol

/// The prompt or resource template of which an argument is completed.
enum CompletionSubject: Sendable {
    case prompt(RegisteredPrompt)
    case resource(RegisteredResource)

    /// What its completions are registered under.
    var owner: CompletionKey.Owner {
        switch self {
        case .prompt(let prompt): .prompt(ExactString(prompt.prompt.name))
        case .resource(let resource): .template(ExactString(resource.resource.uri))
        }
    }

    /// The names of the arguments or variables.
    var argumentNames: [String] {
        switch self {
        case .prompt(let prompt): prompt.prompt.arguments.map(\.name)
        case .resource(let resource): resource.template?.variableNames ?? []
        }
    }

    /// The values of an argument whose type has but a few.
    func choices(of argument: String) -> [String] {
        switch self {
        case .prompt(let prompt): prompt.choices[ExactString(argument)] ?? []
        case .resource(let resource): resource.choices[ExactString(argument)] ?? []
        }
    }

    var control: ComponentAccess {
        switch self {
        case .prompt(let prompt): prompt.control
        case .resource(let resource): resource.control
        }
    }

    var plan: ComponentPlan? {
        switch self {
        case .prompt(let prompt): prompt.plan
        case .resource(let resource): resource.plan
        }
    }

    /// The name for the log.
    var name: String {
        switch self {
        case .prompt(let prompt): prompt.prompt.name
        case .resource(let resource): resource.resource.name
        }
    }

    /// How long the completion may take: as long as what it completes.
    var timeout: Duration? {
        switch self {
        case .prompt(let prompt): prompt.prompt.options.timeout
        case .resource(let resource): resource.resource.options.timeout
        }
    }

    var info: RequestInfo.Component {
        switch self {
        case .prompt(let prompt): RequestInfo.Component(kind: .prompt, name: prompt.prompt.name)
        case .resource(let resource):
            RequestInfo.Component(kind: .resource, name: resource.resource.name, uri: resource.resource.uri)
        }
    }
}
