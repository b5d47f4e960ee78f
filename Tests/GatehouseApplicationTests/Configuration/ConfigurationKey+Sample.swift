import Testing
@testable import GatehouseApplication

extension ConfigurationKind {
    /// A text that is right for the kind, and the default of no key.
    var sample: String {
        switch self {
        case .boolean: "false"
        case .integer(let bounds): String(bounds.upperBound - 1)
        case .size(let bounds): Quantity.text(ofSize: bounds.upperBound)
        case .duration(let bounds): Quantity.text(of: bounds.upperBound)
        case .text(.path): "/srv/sample"
        case .text(.host): "sample.example"
        case .text(.endpoint): "/sample"
        case .text(.url): "https://sample.example/base"
        case .text(.authority): "sample.example:8443"
        case .text(.origin): "https://sample.example"
        case .text(.addresses): "192.0.2.0/24"
        case .text(.network): "192.0.2.0/24"
        case .text(.guarantee): "role gold 25%"
        case .text: "sample"
        case .choice(let allowed): allowed.last ?? ""
        case .limit: "7/hour burst 3"
        case .quota: "7/month"
        case .list(let element, _): element.sample
        case .structure: ""
        }
    }
}

extension ConfigurationKey {
    /// A file that sets the key to its sample.
    var sampleFile: String {
        let names = name.split(separator: ".")
        let lines = names.enumerated().map { level, name in String(repeating: "  ", count: level) + name + ":" }
        return lines.joined(separator: "\n") + " \(kind.sample)\n"
    }

    /// The keys that every source can set.
    static var settable: [ConfigurationKey] { all.filter { !$0.kind.isStructure } }
}

extension ConfigurationKey: CustomTestStringConvertible {
    public var testDescription: String { name }
}
