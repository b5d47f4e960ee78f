import GatehouseJSON
import GatehouseSchema
import Testing

@Suite(.enabled(if: SchemaVectors.arePresent, "the JSON Schema test suite is not beside the package"))
struct SchemaVectorTests {
    @Test("Every required case has the outcome that the test suite gives", arguments: SchemaVectors.required)
    func requiredCases(file: String) throws {
        for test in try SchemaVectors.cases(in: file) {
            let failure = SchemaVectors.failure(of: test)
            #expect(failure == nil, "\(test)")
        }
    }

    @Test("Every optional case has its outcome or stands in the table of known ones", arguments: SchemaVectors.optional)
    func optionalCases(file: String) throws {
        for test in try SchemaVectors.cases(in: file) {
            let failure = SchemaVectors.failure(of: test)
            let known = KnownFailures.reason(for: test)
            #expect((failure == nil) == (known == nil), "\(test): \(failure ?? "passes, but stands in the table")")
        }
    }
}
