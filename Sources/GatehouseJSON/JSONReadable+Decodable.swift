extension JSONReadable where Self: JSONDecodable {
    /// Reads the value as a tree first, for types that know no other way.
    public init(from reader: inout JSONReader) throws(JSONReadError) {
        let mark = reader.mark
        do throws(JSONDecodingError) {
            try self.init(json: reader.readValue())
        } catch {
            reader.report(JSONReadProblem(pointer: error.pointer, message: error.mismatch), from: mark)
            throw .mismatch
        }
    }
}
