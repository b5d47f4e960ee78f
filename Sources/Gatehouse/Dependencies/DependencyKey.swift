/// What a ``Dependency`` is when its type is forgotten: for tables, and for lists of several types.
struct DependencyKey: Sendable {
    /// How values of one type are told apart.
    enum Kind: Sendable, Hashable {
        case named(String)
        case type
        case builtIn(String)
    }

    /// A value that nobody provides, because it comes from the request.
    struct BuiltIn: Sendable {
        /// Which part of the request it comes from, as far as it decides when the value is there.
        enum Source: Sendable {
            /// From what is known once the request is routed.
            case request(String)
            /// From a header field, whose name stands here in lower case.
            case header(String)
            /// From the call's arguments, which are there after step 7.
            case arguments
            /// From the call's arguments as the type that the tool takes.
            case input(any Any.Type)

            var name: String {
                switch self {
                case .request(let name): name
                case .header(let field): "header \(field)"
                case .arguments: "arguments"
                case .input(let type): "input \(type)"
                }
            }
        }

        let source: Source
        let read: @Sendable (RequestScope) throws -> any Sendable
    }

    let kind: Kind
    let name: String
    let builtIn: BuiltIn?
    private let type: ObjectIdentifier

    init<Value>(kind: Kind, type: Value.Type, builtIn: BuiltIn? = nil) {
        self.kind = kind
        self.type = ObjectIdentifier(type)
        self.builtIn = builtIn
        name =
            switch kind {
            case .named(let name), .builtIn(let name): name
            case .type: "\(type)"
            }
    }

    /// Whether the value exists only once the arguments were checked.
    var isOfArguments: Bool {
        switch builtIn?.source {
        case .arguments, .input: true
        case .request, .header, nil: false
        }
    }
}

extension DependencyKey: Hashable {
    static func == (left: DependencyKey, right: DependencyKey) -> Bool {
        left.type == right.type && left.kind == right.kind
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(type)
        hasher.combine(kind)
    }
}
