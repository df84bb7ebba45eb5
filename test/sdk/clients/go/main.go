// Command call calls Link WAN with the vendor's Go SDK. It reads batches from stdin and writes the outcomes to stdout,
// as the method exchange in test/sdk/client.ts expects.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/responses"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/linkwan"
)

// timeout is long enough for a busy machine.
const timeout = time.Minute

type call struct {
	Action     string         `json:"action"`
	Parameters map[string]any `json:"parameters"`
}

type batch struct {
	Endpoint        string `json:"endpoint"`
	AccessKeyID     string `json:"accessKeyId"`
	AccessKeySecret string `json:"accessKeySecret"`
	SecurityToken   string `json:"securityToken"`
	Format          string `json:"format"`
	Method          string `json:"method"`
	Calls           []call `json:"calls"`
}

type outcome struct {
	Body      any    `json:"body,omitempty"`
	Code      string `json:"code,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	Status    int    `json:"status,omitempty"`
	Failure   string `json:"failure,omitempty"`
}

func credential(b batch) auth.Credential {
	if b.SecurityToken != "" {
		return credentials.NewStsTokenCredential(b.AccessKeyID, b.AccessKeySecret, b.SecurityToken)
	}
	return credentials.NewAccessKeyCredential(b.AccessKeyID, b.AccessKeySecret)
}

// text converts a value to the string that the SDK expects.
func text(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	encoded, _ := json.Marshal(value)
	return string(encoded)
}

// fill sets each parameter in the request field of the same name.
func fill(request requests.AcsRequest, parameters map[string]any) error {
	fields := reflect.ValueOf(request).Elem()
	for name, value := range parameters {
		field := fields.FieldByName(name)
		if !field.IsValid() {
			return errors.New("the SDK has no parameter " + name)
		}
		items, isList := value.([]any)
		if !isList {
			field.SetString(text(value))
			continue
		}
		texts := []string{}
		for _, item := range items {
			texts = append(texts, text(item))
		}
		field.Set(reflect.ValueOf(&texts))
	}
	return nil
}

// do calls the client method for an action.
func do(client *linkwan.Client, b batch, c call) outcome {
	create, ok := creators[c.Action]
	if !ok {
		return outcome{Failure: "the SDK has no action " + c.Action}
	}
	request := create()
	if err := fill(request, c.Parameters); err != nil {
		return outcome{Failure: err.Error()}
	}
	request.SetScheme("http")
	request.SetDomain(b.Endpoint)
	fields := reflect.ValueOf(request).Elem()
	fields.FieldByName("Method").SetString(b.Method)
	fields.FieldByName("AcceptFormat").SetString(b.Format)
	results := reflect.ValueOf(client).MethodByName(c.Action).Call([]reflect.Value{reflect.ValueOf(request)})
	if err, ok := results[1].Interface().(error); ok {
		return failed(err)
	}
	response := results[0].Interface().(responses.AcsResponse)
	if b.Format == "JSON" {
		return outcome{Body: response, Status: response.GetHttpStatus()}
	}
	// The SDK's models cannot represent XML lists.
	body, err := parseXML(response.GetHttpContentString())
	if err != nil {
		return outcome{Failure: err.Error()}
	}
	return outcome{Body: body, Status: response.GetHttpStatus()}
}

// failed converts an error to an outcome. The SDK reads error codes only in JSON.
func failed(err error) outcome {
	var server *sdkerrors.ServerError
	if !errors.As(err, &server) {
		return outcome{Failure: err.Error()}
	}
	found := outcome{Code: server.ErrorCode(), RequestID: server.RequestId(), Status: server.HttpStatus()}
	if strings.HasPrefix(server.Recommend(), "InvalidAccessKeySecret") {
		// The SDK sets this recommendation if the server's string to sign equals the SDK's.
		found.Code = "InvalidAccessKeySecret"
	}
	if body, err := parseXML(server.Message()); found.Code == "" && err == nil {
		if fields, ok := body.(map[string]any); ok {
			found.Code, found.RequestID = text(fields["Code"]), text(fields["RequestId"])
		}
	}
	return found
}

func run(b batch) []outcome {
	outcomes := make([]outcome, len(b.Calls))
	client, err := linkwan.NewClientWithOptions("cn-shanghai", sdk.NewConfig().WithTimeout(timeout), credential(b))
	if err != nil {
		return []outcome{{Failure: err.Error()}}
	}
	var group sync.WaitGroup
	for index, each := range b.Calls {
		group.Go(func() { outcomes[index] = do(client, b, each) })
	}
	group.Wait()
	return outcomes
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var b batch
		if err := json.Unmarshal(line, &b); err != nil {
			panic(err)
		}
		if err := answers.Encode(run(b)); err != nil {
			panic(err)
		}
	}
}
