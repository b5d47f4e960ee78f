import GatehouseProtocol

/// What the protocol says of the names, URIs and icons of components.
enum ComponentRules {
    static func check(_ tool: Tool) throws(RegistrationError) {
        try check(name: tool.name, of: "tool")
        try tool.options.icons.checkSources("tool \"\(tool.name)\"")
    }

    static func check(_ prompt: Prompt) throws(RegistrationError) {
        try check(name: prompt.name, of: "prompt")
        try prompt.options.icons.checkSources("prompt \"\(prompt.name)\"")
        try checkArguments(of: prompt)
    }

    static func check(_ resource: Resource) throws(RegistrationError) {
        try checkURI(of: resource)
        try resource.options.icons.checkSources("resource \"\(resource.uri)\"")
    }

    /// The version that a component's author wrote.
    static func version(_ text: String?, of component: String) throws(RegistrationError) -> ComponentVersion? {
        guard let text else { return nil }
        guard let version = ComponentVersion(text) else {
            throw RegistrationError(
                "\(component): its version is from one to eight numbers, as in 2 or 2.1.0, or a pre-release, as in "
                    + "2.0.0-beta.1, not \"\(text)\"")
        }
        return version
    }

    /// Tool names follow server/tools, "Tool Names" (2026-07-28); prompts are held to the same rule.
    private static func check(name: String, of kind: String) throws(RegistrationError) {
        let isName =
            (1...128).contains(name.utf8.count)
            && name.utf8.allSatisfy { $0.isLetterOrDigit || "_-.".utf8.contains($0) }
        guard isName else {
            throw RegistrationError(
                "\(kind) name \"\(name)\": a name has 1 to 128 letters, digits, underscores, hyphens and dots")
        }
    }

    private static func checkArguments(of prompt: Prompt) throws(RegistrationError) {
        var names: Set<String> = []
        for argument in prompt.arguments where !names.insert(argument.name).inserted {
            throw RegistrationError("prompt \"\(prompt.name)\": argument \"\(argument.name)\" is declared twice")
        }
    }

    /// A resource's URI follows RFC 3986 (server/resources, "Custom URI Schemes"). A template is read by its own parser.
    private static func checkURI(of resource: Resource) throws(RegistrationError) {
        guard !resource.isTemplate else { return }
        let parts = resource.uri.utf8.split(
            separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let scheme = parts.first, parts.count == 2, isScheme(scheme), isOfURI(parts[1]) else {
            throw RegistrationError(
                "resource \"\(resource.uri)\": a URI begins with a scheme, as in notes://motto, and has no characters "
                    + "but those of RFC 3986")
        }
    }

    private static func isScheme(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first, first.isLetterOrDigit, !(0x30...0x39).contains(first) else { return false }
        return text.allSatisfy { $0.isLetterOrDigit || "+-.".utf8.contains($0) }
    }

    private static func isOfURI(_ text: Substring.UTF8View) -> Bool {
        var hexadecimal = 0
        for byte in text {
            if hexadecimal > 0 {
                guard byte.isHexadecimal else { return false }
                hexadecimal -= 1
            } else if byte == UInt8(ascii: "%") {
                hexadecimal = 2
            } else {
                guard byte.isLetterOrDigit || "-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte) else { return false }
            }
        }
        return hexadecimal == 0
    }
}

extension [Icon]? {
    /// Clients fetch icons from `https:` and `data:` alone (basic/index, "icons").
    func checkSources(_ owner: String) throws(RegistrationError) {
        for icon in self ?? [] where !icon.src.hasPrefix("https://") && !icon.src.hasPrefix("data:") {
            throw RegistrationError("\(owner): an icon comes from an https: or a data: URI, not from \"\(icon.src)\"")
        }
    }
}

extension UInt8 {
    /// Whether the byte is one of ASCII's letters or digits.
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
            UInt8(ascii: "a")...UInt8(ascii: "f"):
            true
        default: false
        }
    }
}
