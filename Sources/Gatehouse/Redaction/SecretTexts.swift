import GatehouseJSON
import GatehouseSchema

/// The texts and numbers of a request's arguments that are declared secret or personal, to be kept out of what others say
/// about the request: an author's error may repeat them.
struct SecretTexts {
    private var texts: [[UInt8]] = []

    /// Shorter texts are not looked for: they would be found in other words.
    private static let minimumBytes = 4
    /// The most texts that are looked for, and the most bytes of one that have to be equal.
    private static let maximumTexts = 256
    private static let maximumBytes = 1_024

    init() {}

    init(in value: JSONValue, _ map: SensitivityMap) {
        collect(value, map.root, map, isHidden: false)
        // What is a part of something longer is looked for after it.
        texts.sort { $0.count > $1.count }
    }

    private mutating func collect(
        _ value: JSONValue, _ node: SensitivityNode?, _ map: SensitivityMap, isHidden: Bool
    ) {
        guard texts.count < Self.maximumTexts else { return }
        let isHidden = isHidden || node?.declared != nil
        switch value {
        case .object(let object):
            for member in object {
                let next = node.flatMap { node in
                    node.position(of: member.name, guess: 0).map(node.member(at:)) ?? node.unknownMember
                }
                collect(member.value, isHidden ? nil : next.map(map.node(at:)), map, isHidden: isHidden)
            }
        case .array(let elements):
            for (position, element) in elements.enumerated() {
                let next = isHidden ? nil : node.map { map.node(at: $0.element(at: position)) }
                collect(element, next, map, isHidden: isHidden)
            }
        case .string(let text) where isHidden: add(text)
        case .integer, .number: if isHidden { add(value.description) }
        default: break
        }
    }

    private mutating func add(_ text: String) {
        guard text.utf8.count >= Self.minimumBytes else { return }
        texts.append(Array(text.utf8.prefix(Self.maximumBytes)))
    }

    /// A text in which none of them stands any more.
    func removed(from text: String) -> String {
        guard !texts.isEmpty else { return text }
        var bytes = Array(text.utf8)
        for secret in texts { bytes = Self.removing(secret, from: bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func removing(_ secret: [UInt8], from bytes: [UInt8]) -> [UInt8] {
        guard let first = secret.first, bytes.count >= secret.count else { return bytes }
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == first, bytes[position...].starts(with: secret) {
                result += "<redacted>".utf8
                position += secret.count
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return result
    }
}

extension SecretTexts {
    /// What an author's error says, for the log: without declared secrets, and cut.
    func reason(of error: any Error) -> String {
        // Cut first, so that a long error costs no more than a short one; generously, so that no secret is cut in half.
        let text = String(describing: error).unicodeScalars.prefix(8_000)
        return String(removed(from: String(text)).unicodeScalars.prefix(2_000))
    }
}

extension Target {
    /// What must not be repeated of a request's arguments.
    func secretTexts(of request: Request) -> SecretTexts {
        switch self {
        case .tool(let tool): tool.redaction.secretTexts(in: request.params.arguments?.value ?? [:])
        case .prompt(let prompt): prompt.redaction.secretTexts(in: request.params.arguments?.value ?? [:])
        case .resource(let resource, _, let variables): resource.secretTexts(in: variables)
        case .completion(let subject): subject.secretTexts(of: request)
        default: SecretTexts()
        }
    }
}

extension Routed {
    /// What must not be repeated of the request's arguments.
    var secretTexts: SecretTexts { target.secretTexts(of: request) }

    /// What an author's error says, for the log: without declared secrets, and cut.
    func reason(of error: any Error) -> String { secretTexts.reason(of: error) }
}

extension Invocation {
    /// The same of a request that nobody makes: of the resource that one who listens would read.
    var secretTexts: SecretTexts {
        guard case .resource(let resource, let request) = self else { return SecretTexts() }
        return resource.secretTexts(in: request.variables)
    }
}

extension RegisteredResource {
    fileprivate func secretTexts(in variables: [String: String]) -> SecretTexts {
        redaction.secretTexts(in: .object(JSONObject(sorted: variables)))
    }
}

extension CompletionSubject {
    private var redaction: RedactionPlan {
        switch self {
        case .prompt(let prompt): prompt.redaction
        case .resource(let resource): resource.redaction
        }
    }

    /// What somebody is typing is as secret as the argument that it becomes, and so are those that stand already.
    fileprivate func secretTexts(of request: Request) -> SecretTexts {
        var arguments = request.params["context"]?["arguments"]?.objectValue ?? [:]
        let argument = request.params["argument"]
        if let name = argument?["name"]?.stringValue { arguments[name] = argument?["value"] }
        return redaction.secretTexts(in: .object(arguments))
    }
}
