/// The optional cases of the test suite that this validator does not pass, and why.
enum KnownFailures {
    private static let reasons: [String: String] = [
        "optional/cross-draft.json: refs to historic drafts are processed as historic drafts: "
            + "first item not a string is valid":
            "Schemas of older dialects are refused by name instead of being read by their rules."
    ]

    /// Why a case is known to fail.
    static func reason(for test: SchemaVectors.Case) -> String? {
        reasons[test.description]
    }
}
