// A method as `aws apigateway get-method` prints it: its 200 maps a header that it does not declare.
export const METHOD = `{
    "httpMethod": "GET",
    "authorizationType": "NONE",
    "apiKeyRequired": false,
    "methodResponses": {
        "200": {
            "statusCode": "200",
            "responseParameters": {
                "method.response.header.Cache-Control": false
            }
        }
    },
    "methodIntegration": {
        "type": "HTTP",
        "httpMethod": "GET",
        "uri": "https://example.com/pets",
        "integrationResponses": {
            "200": {
                "statusCode": "200",
                "responseParameters": {
                    "method.response.header.Cache-Control": "'max-age=60'",
                    "method.response.header.ETag": "integration.response.header.ETag"
                },
                "responseTemplates": {
                    "application/json": null
                }
            }
        }
    }
}
`;
