/// How members are named in JSON where nothing else is said.
enum MemberNaming {
    case asWritten, snakeCase

    /// Reads the argument `naming:` of a macro.
    init(_ arguments: MacroArguments) {
        self = arguments.member("naming") == "snakeCase" ? .snakeCase : .asWritten
    }

    /// The name in JSON of what has that name in Swift.
    func name(_ name: String) -> String {
        switch self {
        case .asWritten: name
        case .snakeCase: name.snakeCased
        }
    }
}
