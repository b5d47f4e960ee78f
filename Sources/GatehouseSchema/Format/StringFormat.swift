/// The formats of section 7.3 of JSON Schema's validation part that a string can be held to.
enum StringFormat: String, Sendable, CaseIterable {
    case dateTime = "date-time"
    case date, time, duration
    case email
    case idnEmail = "idn-email"
    case hostname
    case idnHostname = "idn-hostname"
    case ipv4, ipv6
    case uri
    case uriReference = "uri-reference"
    case iri
    case iriReference = "iri-reference"
    case uriTemplate = "uri-template"
    case uuid
    case jsonPointer = "json-pointer"
    case relativeJSONPointer = "relative-json-pointer"
    case regex

    /// Whether a string has the format.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .dateTime: DateFormats.isDateTime(text)
        case .date: DateFormats.isDate(text)
        case .time: DateFormats.isTime(text)
        case .duration: DateFormats.isDuration(text)
        case .email: MailFormats.isAddress(text, allowsUnicode: false)
        case .idnEmail: MailFormats.isAddress(text, allowsUnicode: true)
        case .hostname: HostFormats.isHostname(text)
        case .idnHostname: DomainFormats.isHostname(text)
        case .ipv4: HostFormats.isIPv4(text)
        case .ipv6: HostFormats.isIPv6(text)
        case .uri: URIFormats.isReference(text, allowsUnicode: false, needsScheme: true)
        case .uriReference: URIFormats.isReference(text, allowsUnicode: false, needsScheme: false)
        case .iri: URIFormats.isReference(text, allowsUnicode: true, needsScheme: true)
        case .iriReference: URIFormats.isReference(text, allowsUnicode: true, needsScheme: false)
        case .uriTemplate: URIFormats.isTemplate(text)
        case .uuid: PointerFormats.isUUID(text)
        case .jsonPointer: PointerFormats.isPointer(text)
        case .relativeJSONPointer: PointerFormats.isRelativePointer(text)
        case .regex: Pattern.isWellFormed(text)
        }
    }
}
