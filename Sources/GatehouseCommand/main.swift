import GatehouseApplication

await Application.notebook.run()
