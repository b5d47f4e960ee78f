import GatehouseProtocol

/// Names the questions of one call.
struct QuestionKeys {
    private var counts: [String: Int] = [:]

    /// The question's own name, or else its kind and a number that counts the unnamed ones of that kind.
    mutating func key(of question: Question) -> String {
        if let key = question.key { return key }
        let kind = question.request.kind
        let count = counts[kind, default: 0] + 1
        counts[kind] = count
        return "\(kind)-\(count)"
    }
}

extension InputRequest {
    /// What questions without a name are named after.
    var kind: String {
        switch self {
        case .elicit: "elicitation"
        case .createMessage: "sampling"
        case .listRoots: "roots"
        }
    }
}
